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
     * Verifies whole groups that follow each other.
     *
     * @param bytes of all of them; the position stays
     * @throws Corrupt if these are not the bytes of one of them, or nothing can tell
     */
    void check(long first, long last, ByteBuffer bytes) throws CastoreException {
        byte[] actual = values(first, last, bytes);
        for (long group = first; group <= last; group++) {
            checkValue(group, actual, (int) (group - first) * TreeShape.VALUE);
        }
    }

    private void checkValue(long group, byte[] actual, int offset) throws CastoreException {
        if (!isRight(group, actual, offset)) {
            long start = shape.start(group);
            throw new Corrupt(
                    "blob " + digest + " has wrong bytes between " + start + " and " + (start + shape.length(group)));
        }
        if (verified.add(group)) {
            memory.completed(digest, verified);
        }
    }

    private boolean isRight(long group, byte[] actual, int offset) throws CastoreException {
        if (shape.groups() == 1) {
            return Digest.at(actual, offset).equals(digest);
        }
        int at = (int) (group % TreeShape.REGION) * TreeShape.VALUE;
        byte[] expected = values(group / TreeShape.REGION);
        return Arrays.equals(actual, offset, offset + TreeShape.VALUE, expected, at, at + TreeShape.VALUE);
    }

    private byte[] values(long first, long last, ByteBuffer bytes) {
        if (shape.groups() == 1) {
            return Blake3.digest(bytes.duplicate()).toByteArray();
        }
        byte[] values = new byte[(int) (last - first + 1) * TreeShape.VALUE];
        for (long group = first + wholeValues(first, bytes, values); group <= last; group++) {
            int at = bytes.position() + (int) (shape.start(group) - shape.start(first));
            Blake3.subtree(
                    bytes.slice(at, shape.length(group)),
                    shape.firstChunk(group),
                    values,
                    (int) (group - first) * TreeShape.VALUE);
        }
        return values;
    }

    /** Those of the groups from the first one on that can be hashed together, and how many they are. */
    private int wholeValues(long first, ByteBuffer bytes, byte[] values) {
        if (shape.groupBytes() != Blake3.GROUP) {
            return 0;
        }
        int whole = bytes.remaining() / Blake3.GROUP;
        Blake3.groups(bytes.slice(bytes.position(), whole * Blake3.GROUP), shape.firstChunk(first), values);
        return whole;
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
