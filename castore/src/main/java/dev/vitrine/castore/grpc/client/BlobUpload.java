package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.proto.tvix.castore.v1.PutBlobResponse;
import io.grpc.StatusException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** One blob on its way to the server, in pieces. Closing it before the server has it leaves nothing there. For one thread. */
final class BlobUpload implements AutoCloseable {
    /** How long the pieces are in which blobs are sent, in bytes. */
    static final int PIECE = 256 << 10;

    private final BlobCalls calls;
    private final Outgoing<ByteBuffer, PutBlobResponse> stream;

    private BlobUpload(BlobCalls calls, Outgoing<ByteBuffer, PutBlobResponse> stream) {
        this.calls = calls;
        this.stream = stream;
    }

    static BlobUpload start(BlobCalls calls) throws CastoreException {
        return new BlobUpload(calls, calls.put());
    }

    /** Sends the next bytes. Nobody may change the array any more: it may be read later. */
    void send(byte[] piece, int offset, int length) throws CastoreException {
        try {
            stream.send(ByteBuffer.wrap(piece, offset, length));
        } catch (StatusException e) {
            throw failure(e);
        }
    }

    /** Sends all of these bytes, likewise. */
    void send(byte[] bytes) throws CastoreException {
        for (int at = 0; at < bytes.length; at += PIECE) {
            send(bytes, at, Math.min(PIECE, bytes.length - at));
        }
    }

    /**
     * Ends the blob; the server has it when this returns.
     *
     * @param digest of what was sent, as we have it
     * @param deadline how long that may take
     * @throws Corrupt if the server says another digest
     */
    void finish(Digest digest, Duration deadline) throws CastoreException {
        Digest theirs = theirs(deadline);
        if (!theirs.equals(digest)) {
            throw new Corrupt("blob " + digest + " arrived as " + theirs);
        }
    }

    private Digest theirs(Duration deadline) throws CastoreException {
        try {
            return Digest.of(stream.finish(deadline).getDigest().toByteArray());
        } catch (StatusException e) {
            throw failure(e);
        } catch (Invalid e) {
            throw new Corrupt("what was answered to a blob is no digest: " + e.getMessage(), e);
        }
    }

    private CastoreException failure(StatusException e) {
        return calls.failure("take a blob", e);
    }

    @Override
    public void close() {
        stream.close();
    }
}
