package dev.vitrine.castore.nix;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Violation;

/**
 * The 20 bytes by which Nix knows a store path; what its name begins with. Immutable.
 *
 * @param octets the 20 bytes
 */
public record OutputHash(Octets octets) {
    /** Bytes in it. */
    public static final int LENGTH = 20;

    /** Characters of its text. */
    public static final int TEXT_LENGTH = 32;

    public OutputHash {
        Octets.check(octets, LENGTH);
    }

    /** The hash of these bytes; {@link Violation#PATH_INFO} unless they are 20. */
    public static OutputHash of(byte[] bytes) throws Invalid {
        if (bytes.length != LENGTH) {
            throw new Invalid(
                    Violation.PATH_INFO, "the hash of a store path has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new OutputHash(Octets.of(bytes));
    }

    /** The 32 characters with which the name of the store path begins. */
    @Override
    public String toString() {
        return Nixbase32.encode(octets.toByteArray());
    }
}
