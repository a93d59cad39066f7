/**
 * The embedded store: an LMDB index that holds small blobs, directories and root names, and plain files for big blobs. Depends on the
 * model, the hash, the codec and the three services that it implements; the only user of LMDB.
 */
@NullMarked
package dev.vitrine.castore.local;

import org.jspecify.annotations.NullMarked;
