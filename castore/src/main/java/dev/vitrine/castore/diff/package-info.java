/** What differs between two trees of a view, found by digest. Depends on the view and the model. */
@NullMarked
package dev.vitrine.castore.diff;

import org.jspecify.annotations.NullMarked;
