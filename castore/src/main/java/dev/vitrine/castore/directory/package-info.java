/**
 * Directories named by their digest: the contract, the order that every put obeys, and the implementation in memory. Depends on the model and the hash.
 */
@NullMarked
package dev.vitrine.castore.directory;

import org.jspecify.annotations.NullMarked;
