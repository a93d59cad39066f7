package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;

/** Turns what came over the wire into directories. */
final class VerifiedDirectory {
    private VerifiedDirectory() {}

    /** The directory of that digest; {@link Corrupt} if these bytes have another one. */
    static Directory of(Digest digest, byte[] encoding) throws Corrupt {
        Digest found = Blake3.digest(encoding);
        if (!found.equals(digest)) {
            throw new Corrupt("directory " + digest + " came with the bytes of " + found);
        }
        return parse(digest, encoding);
    }

    /** The directory of these bytes, whose digest this is; {@link Corrupt} if they are no canonical encoding of one. */
    static Directory parse(Digest digest, byte[] encoding) throws Corrupt {
        try {
            return Directory.parse(encoding);
        } catch (Invalid e) {
            throw new Corrupt("directory " + digest + " is none: " + e.getMessage(), e);
        }
    }
}
