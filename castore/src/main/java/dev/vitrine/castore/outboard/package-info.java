/**
 * Reads that are verified part by part: the tree of hashes over a blob, kept beside it as an outboard in the format of bao-tree and iroh,
 * and what of each blob this process has verified. Depends on the hash, the model and blobs; where outboards are kept is for the store to
 * say.
 */
@NullMarked
package dev.vitrine.castore.outboard;

import org.jspecify.annotations.NullMarked;
