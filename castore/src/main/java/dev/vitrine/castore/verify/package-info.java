/**
 * Re-hashing of everything that the roots reach. Depends on the services, the model and the hash; knows nothing of the view, whose
 * caches it must not trust.
 */
@NullMarked
package dev.vitrine.castore.verify;

import org.jspecify.annotations.NullMarked;
