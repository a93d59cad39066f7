package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Blobs on their way to a server, which makes each of them durable by itself. Short ones travel side by side, so that they do not wait for
 * each other's answers: {@link #commit} waits for all. What the server has is not sent. Thread-safe.
 */
final class GrpcBlobBatch implements BlobBatch {
    /** How many short blobs are under way at once; each has {@link Spool#IN_MEMORY} bytes at most. */
    private static final int UNDER_WAY = 32;

    private final BlobCalls calls;
    private final RemoteStoreOptions options;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final Map<Digest, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
    private final AtomicReference<Added> added = new AtomicReference<>(Added.NOTHING);

    /** Why blobs that were finished did not arrive; then nothing of this batch is acknowledged any more. */
    private volatile @Nullable CastoreException failure;

    private volatile boolean closed;

    GrpcBlobBatch(BlobCalls calls, RemoteStoreOptions options) {
        this.calls = calls;
        this.options = options;
    }

    @Override
    public Digest put(ByteBuffer bytes) throws CastoreException {
        checkUsable();
        if (bytes.remaining() > Spool.IN_MEMORY) {
            return putInPieces(bytes);
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        Digest digest = Blake3.digest(copy);
        add(digest, copy);
        return digest;
    }

    private Digest putInPieces(ByteBuffer bytes) throws CastoreException {
        try (BlobWriter writer = create()) {
            writer.write(bytes);
            return writer.finish();
        }
    }

    @Override
    public BlobWriter create() throws CastoreException {
        checkUsable();
        return new GrpcBlobWriter(this, calls, options.writeDeadline());
    }

    /** Sends a short blob, unless it is there or under way; there is room for it when this returns. */
    void add(Digest digest, byte[] bytes) throws CastoreException {
        checkUsable();
        CompletableFuture<Void> arrival = new CompletableFuture<>();
        if (digest.equals(Digest.EMPTY) || underWay.putIfAbsent(digest, arrival) != null) {
            return;
        }
        room.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                send(digest, bytes);
            } finally {
                room.release();
                underWay.remove(digest);
                arrival.complete(null);
            }
        });
    }

    private void send(Digest digest, byte[] bytes) {
        try {
            if (failure == null && !isThere(digest)) {
                try (BlobUpload upload = BlobUpload.start(calls)) {
                    upload.send(bytes);
                    upload.finish(digest, options.writeDeadline());
                }
                count(bytes.length);
            }
        } catch (CastoreException e) {
            failure = e;
        } catch (RuntimeException | Error e) { // a mistake of ours; the blob is lost all the same
            failure = Unavailable.because("blobs of this batch were lost: " + e, e);
        }
    }

    void count(long size) {
        added.updateAndGet(before -> before.plusOne(size));
    }

    boolean isThere(Digest digest) throws CastoreException {
        return digest.equals(Digest.EMPTY) || calls.stat(digest).isPresent();
    }

    @Override
    public boolean has(Digest digest) throws CastoreException {
        checkUsable();
        return underWay.containsKey(digest) || isThere(digest);
    }

    @Override
    public void commit() throws CastoreException {
        checkUsable();
        awaitArrivals();
        checkUsable();
    }

    private void awaitArrivals() {
        List.copyOf(underWay.values()).forEach(CompletableFuture::join);
    }

    @Override
    public Added added() {
        return added.get();
    }

    private void checkUsable() throws CastoreException {
        if (closed) {
            throw new IllegalStateException("the blob batch is closed");
        }
        CastoreException earlier = failure;
        if (earlier != null) {
            throw earlier;
        }
    }

    /** Withdraws what is still under way. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        threads.close();
    }
}
