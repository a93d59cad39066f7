/** A store as a command sees it, wherever it is. Depends on the contracts of the services. */
@NullMarked
package dev.vitrine.castore.store;

import org.jspecify.annotations.NullMarked;
