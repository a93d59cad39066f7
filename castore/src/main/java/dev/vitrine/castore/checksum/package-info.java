/**
 * Checksums of blobs by other algorithms than the one that names them: what they are, where they are kept, and how they are made from
 * bytes that were verified. Depends on the model, the hash and blobs.
 */
@NullMarked
package dev.vitrine.castore.checksum;

import org.jspecify.annotations.NullMarked;
