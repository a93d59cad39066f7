/** How much trees of a view take, with what they share counted once. Depends on the view and the model. */
@NullMarked
package dev.vitrine.castore.usage;

import org.jspecify.annotations.NullMarked;
