package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.Digest;

/**
 * What a node says of the blob or directory that it refers to. One digest may be claimed with several sizes, of which one at most is
 * right: each claim is checked, and only the right one goes on to a blob's bytes.
 *
 * @param size unsigned
 */
record Claim(Digest digest, long size) {
    String sizeText() {
        return Long.toUnsignedString(size);
    }
}
