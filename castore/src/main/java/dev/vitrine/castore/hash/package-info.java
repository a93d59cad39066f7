/**
 * BLAKE3, the one hash function of the castore. Depends on the model.
 */
@NullMarked
package dev.vitrine.castore.hash;

import org.jspecify.annotations.NullMarked;
