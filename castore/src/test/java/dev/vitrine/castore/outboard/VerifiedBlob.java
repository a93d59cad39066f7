package dev.vitrine.castore.outboard;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** One blob of random bytes with its outboard, as stored, and readers of it that have verified nothing yet. */
final class VerifiedBlob {
    static final int GROUP = 16 << 10;

    final byte[] bytes;
    final Digest digest;
    final byte[] nodes;
    final RecordingReader stored;
    final MemoryOutboard outboard;

    VerifiedBlob(int size, Path temporary) throws IOException {
        bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        digest = Blake3.digest(bytes);
        nodes = Outboards.built(bytes, 4, temporary);
        stored = new RecordingReader(bytes.clone());
        outboard = new MemoryOutboard(temporary);
        outboard.set(nodes.clone());
    }

    /** A reader of a process that has just begun. */
    BlobReader open(ReadCheck check) {
        return open(check, new VerifiedBlobs());
    }

    BlobReader open(ReadCheck check, VerifiedBlobs memory) {
        return memory.verifying(digest, stored, outboard, check);
    }

    /** Whether a read gives exactly the bytes of the blob. */
    boolean readsRight(BlobReader reader, long position, int length) throws CastoreException {
        ByteBuffer target = ByteBuffer.allocate(length);
        int read = reader.read(position, target);
        int to = (int) Math.min(bytes.length, position + length);
        return read == target.position()
                && Arrays.equals(target.array(), 0, read, bytes, (int) Math.min(position, to), to);
    }
}
