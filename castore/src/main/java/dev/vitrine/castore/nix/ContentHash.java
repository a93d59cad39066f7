package dev.vitrine.castore.nix;

/**
 * The hash of its contents from which a store path has got its own.
 *
 * @param digest as many bytes as the kind has
 */
public record ContentHash(Kind kind, Octets digest) {
    /** What was hashed and how, by the names that messages have for it. */
    public enum Kind {
        NAR_SHA256(32),
        NAR_SHA1(20),
        NAR_SHA512(64),
        NAR_MD5(16),
        TEXT_SHA256(32),
        FLAT_SHA1(20),
        FLAT_MD5(16),
        FLAT_SHA256(32),
        FLAT_SHA512(64);

        private final int length;

        Kind(int length) {
            this.length = length;
        }

        /** How many bytes such a hash has. */
        public int length() {
            return length;
        }
    }

    public ContentHash {
        Octets.check(digest, kind.length());
    }
}
