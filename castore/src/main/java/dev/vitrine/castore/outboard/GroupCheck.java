package dev.vitrine.castore.outboard;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Compares groups of one blob with what its digest vouches for, and remembers which were right. Thread-safe. */
final class GroupCheck {
    private final VerifiedBlobs memory;
    private final Digest digest;
    private final TreeShape shape;
    private final BlobReader stored;
    private final StoredOutboard outboard;
    private final Descent descent;
    private final VerifiedGroups verified;

    GroupCheck(
            VerifiedBlobs memory,
            Digest digest,
            TreeShape shape,
            BlobReader stored,
            StoredOutboard outboard,
            VerifiedGroups verified) {
        this.memory = memory;
        this.digest = digest;
        this.shape = shape;
        this.stored = stored;
        this.outboard = outboard;
        this.descent = new Descent(outboard, digest, shape);
        this.verified = verified;
    }

    VerifiedGroups verified() {
        return verified;
    }

    /**
     * Verifies one whole group.
     *
     * @throws Corrupt if these are not its bytes, or nothing can tell
     */
    void check(long group, ByteBuffer bytes) throws CastoreException {
        if (!isRight(group, bytes)) {
            long start = shape.start(group);
            throw new Corrupt(
                    "blob " + digest + " has wrong bytes between " + start + " and " + (start + shape.length(group)));
        }
        if (verified.add(group)) {
            memory.completed(digest, verified);
        }
    }

    private boolean isRight(long group, ByteBuffer bytes) throws CastoreException {
        if (shape.groups() == 1) {
            return Blake3.digest(bytes).equals(digest);
        }
        byte[] actual = new byte[TreeShape.VALUE];
        Blake3.subtree(bytes.duplicate(), shape.firstChunk(group), actual, 0);
        int at = (int) (group % TreeShape.REGION) * TreeShape.VALUE;
        return Arrays.equals(actual, 0, TreeShape.VALUE, values(group / TreeShape.REGION), at, at + TreeShape.VALUE);
    }

    /** Sees to it that all regions can be verified, so that no outboard need be made anew by many threads that verify groups. */
    void prepare() throws CastoreException {
        for (long region = 0; shape.groups() > 1 && region < shape.regions() && !verified.isComplete(); region++) {
            values(region);
        }
    }

    private byte[] values(long region) throws CastoreException {
        Optional<byte[]> known = memory.values(digest, region);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<byte[]> read = descent.values(region);
        byte[] values = read.isPresent() ? read.get() : rebuilt(region);
        memory.keepValues(digest, region, values);
        return values;
    }

    /** The values of a region without an outboard to take them from, which gets one in passing. */
    private byte[] rebuilt(long region) throws CastoreException {
        verified.rebuilding.lock();
        try {
            Optional<byte[]> meanwhile = descent.values(region);
            return meanwhile.isPresent() ? meanwhile.get() : rebuild(region);
        } finally {
            verified.rebuilding.unlock();
        }
    }

    private byte[] rebuild(long region) throws CastoreException {
        Optional<String> known = memory.broken(digest);
        if (known.isPresent()) {
            throw new Corrupt(known.get());
        }
        Optional<byte[]> values = new Rebuild(digest, shape, stored, outboard, region).run();
        if (values.isPresent()) {
            verified.addAll();
            memory.completed(digest, verified);
            return values.get();
        }
        String why = "blob " + digest + " has wrong bytes somewhere, and no outboard that tells where";
        memory.keepBroken(digest, why);
        throw new Corrupt(why);
    }
}
