/**
 * Bytes named by their digest: the contract, and the implementation in memory. Depends on the model and the hash.
 */
@NullMarked
package dev.vitrine.castore.blob;

import org.jspecify.annotations.NullMarked;
