package dev.vitrine.castore.outboard;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A stored outboard as bytes, for who verifies them himself. */
public final class OutboardBytes {
    private OutboardBytes() {}

    /**
     * Fills the buffer from that byte of the outboard on.
     *
     * @param size of the blob in bytes
     * @return how many bytes were read; 0 at the end, and where there is no outboard of the right length
     */
    public static int read(Digest digest, long size, StoredOutboard outboard, long position, ByteBuffer target)
            throws CastoreException {
        long bytes = TreeShape.of(size).outboardBytes();
        int length = (int) Math.min(target.remaining(), Math.max(0, bytes - position));
        if (length == 0) {
            return 0;
        }
        Optional<StoredOutboard.Nodes> opened = outboard.open(bytes);
        if (opened.isEmpty()) {
            return 0;
        }
        try (StoredOutboard.Nodes nodes = opened.get()) {
            byte[] read = new byte[length];
            nodes.read(position, read);
            target.put(read);
            return length;
        } catch (IOException e) {
            throw Unavailable.because("the outboard of blob " + digest + " cannot be read", e);
        }
    }
}
