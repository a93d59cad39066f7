package dev.vitrine.castore.grpc.server;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Violation;

/** Digests as messages carry them. */
final class WireDigest {
    private WireDigest() {}

    /** The digest of 32 bytes; {@link Violation#DIGEST_LENGTH} for fewer or more, however many. */
    static Digest of(ByteString bytes) throws Invalid {
        if (bytes.size() != Digest.LENGTH) {
            throw new Invalid(
                    Violation.DIGEST_LENGTH, "invalid digest length: a digest has 32 bytes, not " + bytes.size());
        }
        return Digest.of(bytes.toByteArray());
    }

    static ByteString bytes(Digest digest) {
        return ByteString.copyFrom(digest.toByteArray());
    }
}
