package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One blob that is written: kept in memory while it is short, since the server may turn out to have it, and sent as it comes once it is
 * longer. For one thread.
 */
final class GrpcBlobWriter implements BlobWriter {
    private final GrpcBlobBatch batch;
    private final BlobCalls calls;
    private final Duration deadline;
    private final Blake3 hash = new Blake3();
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private @Nullable BlobUpload upload;
    private @Nullable Digest digest;
    private long size;
    private boolean ended;

    /** @param deadline how long the server may take at the end */
    GrpcBlobWriter(GrpcBlobBatch batch, BlobCalls calls, Duration deadline) {
        this.batch = batch;
        this.calls = calls;
        this.deadline = deadline;
    }

    /** What could not be sent is lost: the writer takes no more. */
    @Override
    public void write(ByteBuffer bytes) throws CastoreException {
        checkNotEnded();
        ended = true;
        while (bytes.hasRemaining()) {
            take(bytes);
        }
        ended = false;
    }

    private void take(ByteBuffer bytes) throws CastoreException {
        byte[] piece = new byte[Math.min(bytes.remaining(), room())];
        bytes.get(piece);
        hash.update(piece, 0, piece.length);
        size += piece.length;
        if (upload != null && piece.length == BlobUpload.PIECE) {
            upload.send(piece);
        } else {
            keep(piece);
        }
    }

    /** How many bytes make what waits a whole number of pieces: where nothing waits, a piece is sent as it is. */
    private int room() {
        return BlobUpload.PIECE - waiting.size() % BlobUpload.PIECE;
    }

    private void keep(byte[] piece) throws CastoreException {
        waiting.writeBytes(piece);
        if (size > Spool.IN_MEMORY && waiting.size() >= BlobUpload.PIECE) {
            sendWaiting();
        }
    }

    private void sendWaiting() throws CastoreException {
        if (upload == null) {
            upload = BlobUpload.start(calls);
        }
        upload.send(waiting.toByteArray());
        waiting = new ByteArrayOutputStream();
    }

    @Override
    public Digest finish() throws CastoreException {
        if (digest != null) {
            return digest;
        }
        checkNotEnded();
        ended = true;
        Digest found = hash.finish();
        if (upload == null) {
            batch.add(found, waiting.toByteArray());
        } else {
            finish(upload, found);
        }
        digest = found;
        return found;
    }

    private void finish(BlobUpload sent, Digest found) throws CastoreException {
        if (!batch.isThere(found)) {
            sendWaiting();
            sent.finish(found, deadline);
            batch.count(size);
        }
    }

    private void checkNotEnded() {
        if (ended) {
            throw new IllegalStateException("the blob writer is closed");
        }
    }

    /** Withdraws what the server has not got as a whole. */
    @Override
    public void close() {
        ended = true;
        if (upload != null) {
            upload.close();
        }
    }
}
