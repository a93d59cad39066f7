package dev.vitrine.castore.local;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.outboard.OutboardBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Blobs on their way into the store: small ones in memory, big ones in files. Thread-safe: hashing and the writing of files happen
 * outside of every lock, and while some blobs are being stored, the next are collected.
 */
final class LocalBlobBatch implements BlobBatch {
    private static final Executor BACKGROUND =
            task -> Thread.ofPlatform().daemon().name("vitrine-blob-store").start(task);

    private final BlobLedger ledger;
    private final Scratch scratch;
    private final Failures failures;
    private final LocalStoreOptions options;
    private final CollectedBlobs collected;
    private final AtomicReference<Added> added = new AtomicReference<>(Added.NOTHING);

    /** Held to begin storing: one lot is under way at a time, so memory holds no more than two. */
    private final ReentrantLock storing = new ReentrantLock();

    /** Guarded by {@link #storing}. */
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

    /** Why blobs that were finished could not be stored; then nothing of this batch is acknowledged any more. */
    private volatile @Nullable CastoreException failure;

    /** Once the file systems could not share a file, no other is tried. */
    private volatile boolean cannotShare;

    private volatile boolean closed;

    LocalBlobBatch(BlobLedger ledger, Scratch scratch, Failures failures, LocalStoreOptions options) {
        this.ledger = ledger;
        this.scratch = scratch;
        this.failures = failures;
        this.options = options;
        this.collected = new CollectedBlobs(options.batchBytes());
    }

    @Override
    public Digest put(ByteBuffer bytes) throws CastoreException {
        checkUsable();
        if (bytes.remaining() > options.fileThreshold()) {
            return putInPieces(bytes);
        }
        Digest digest = Blake3.digest(bytes);
        if (isNew(digest) && collected.add(digest, ReadTransaction.copy(bytes))) {
            count(bytes.remaining());
            storeIfFull();
        }
        bytes.position(bytes.limit());
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
        return writer(new Spill(options.fileThreshold(), scratch.newFile()));
    }

    private LocalBlobWriter writer(Spill bytes) {
        return new LocalBlobWriter(this, bytes, new OutboardBuilder(scratch::newFile), failures);
    }

    @Override
    public Optional<Digest> share(Path file) throws CastoreException {
        checkUsable();
        if (cannotShare) {
            return Optional.empty();
        }
        try {
            Optional<Spill> shared = Spill.sharing(file, scratch.newFile());
            cannotShare = shared.isEmpty();
            return shared.isEmpty() ? Optional.empty() : Optional.of(hash(shared.get()));
        } catch (IOException e) {
            throw known(e);
        }
    }

    private Digest hash(Spill shared) throws CastoreException {
        try (LocalBlobWriter writer = writer(shared)) {
            return writer.finishWritten();
        }
    }

    @Override
    public Added added() {
        return added.get();
    }

    @Override
    public boolean has(Digest digest) throws CastoreException {
        checkUsable();
        return collected.has(digest) || ledger.knows(digest);
    }

    /** Collects a finished blob, unless it is known; what was spilled to a file is taken over or left to the caller to close. */
    Digest add(Digest digest, Spill bytes, OutboardBuilder outboard) throws CastoreException {
        checkUsable();
        if (isNew(digest) && collect(digest, bytes, outboard)) {
            count(bytes.size());
            storeIfFull();
        }
        return digest;
    }

    private void count(long size) {
        added.updateAndGet(before -> before.plusOne(size));
    }

    private boolean isNew(Digest digest) throws CastoreException {
        try {
            return !collected.has(digest) && !ledger.has(digest);
        } catch (IOException e) {
            throw known(e);
        }
    }

    private boolean collect(Digest digest, Spill bytes, OutboardBuilder outboard) throws CastoreException {
        try {
            if (bytes.isInMemory()) {
                return collected.add(digest, bytes.memory());
            }
            Optional<Path> beside = outboard.finish();
            return collected.add(new BlobFiles.Pending(digest, bytes.detach(), bytes.size(), beside));
        } catch (IOException e) {
            throw known(e);
        }
    }

    /** Waits while the lot before is still under way: that bounds the memory. */
    private void storeIfFull() throws CastoreException {
        if (!collected.isFull()) {
            return;
        }
        storing.lock();
        try {
            underWay.join();
            checkUsable();
            if (collected.isFull()) {
                CollectedBlobs.Taken taken = collected.take();
                underWay = CompletableFuture.runAsync(() -> store(taken), BACKGROUND);
            }
        } finally {
            storing.unlock();
        }
    }

    @Override
    public void commit() throws CastoreException {
        storing.lock();
        try {
            underWay.join();
            checkUsable();
            store(collected.take());
            checkUsable();
        } finally {
            storing.unlock();
        }
    }

    private void store(CollectedBlobs.Taken taken) {
        try {
            ledger.store(taken.small(), taken.big());
        } catch (IOException e) {
            failure = known(e);
        } catch (RuntimeException | Error e) { // a mistake of ours; what was taken is lost all the same
            failure = Unavailable.because("blobs of this batch were lost: " + e, e);
        }
    }

    private CastoreException known(IOException e) {
        return e instanceof CastoreException known ? known : failures.io("write blobs to", e);
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

    @Override
    public void close() {
        storing.lock();
        try {
            closed = true;
            underWay.join();
            collected.discard();
        } finally {
            storing.unlock();
        }
    }
}
