package dev.vitrine.castore.local;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.outboard.OutboardBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Blobs on their way into the store: small ones in memory, big ones in files that are durable already. Thread-safe: hashing and the
 * writing of files happen outside of every lock, and while some blobs are being stored, the next are collected.
 */
final class LocalBlobBatch implements BlobBatch {
    private final BlobLedger ledger;
    private final Scratch scratch;
    private final Failures failures;
    private final LocalStoreOptions options;
    private final CollectedBlobs collected;

    /** Held while blobs are stored: who waits for it waits for all that was taken before. */
    private final ReentrantLock storing = new ReentrantLock();

    /** Why blobs that were finished could not be stored; then nothing of this batch is acknowledged any more. */
    private volatile @Nullable CastoreException failure;

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
            return putFile(bytes);
        }
        try (Spill spill = new Spill(options.fileThreshold(), scratch.newFile());
                OutboardBuilder outboard = new OutboardBuilder(scratch::newFile)) {
            Digest digest = Blake3.digest(bytes);
            spill.write(bytes);
            return add(digest, spill, outboard);
        } catch (IOException e) {
            throw known(e);
        }
    }

    private Digest putFile(ByteBuffer bytes) throws CastoreException {
        try (BlobWriter writer = create()) {
            writer.write(bytes);
            return writer.finish();
        }
    }

    @Override
    public BlobWriter create() throws CastoreException {
        checkUsable();
        Spill bytes = new Spill(options.fileThreshold(), scratch.newFile());
        return new LocalBlobWriter(this, bytes, new OutboardBuilder(scratch::newFile), failures);
    }

    /** Collects a finished blob, unless it is known; what was spilled to a file is taken over or left to the caller to close. */
    Digest add(Digest digest, Spill bytes, OutboardBuilder outboard) throws CastoreException {
        checkUsable();
        try {
            if (!collected.has(digest) && !ledger.has(digest)) {
                collect(digest, bytes, outboard);
            }
            return digest;
        } catch (IOException e) {
            throw known(e);
        }
    }

    private void collect(Digest digest, Spill bytes, OutboardBuilder outboard) throws IOException {
        boolean full;
        if (bytes.isInMemory()) {
            full = collected.add(digest, bytes.memory());
        } else {
            Optional<Path> beside = outboard.finish();
            full = collected.add(new BlobFiles.Pending(digest, bytes.detach(), bytes.size(), beside));
        }
        if (full) {
            store();
        }
    }

    @Override
    public void commit() throws CastoreException {
        checkUsable();
        store();
    }

    private void store() throws CastoreException {
        storing.lock();
        try {
            checkUsable();
            store(collected.take());
        } finally {
            storing.unlock();
        }
    }

    private void store(CollectedBlobs.Taken taken) throws CastoreException {
        try {
            ledger.store(taken.small(), taken.big());
        } catch (IOException e) {
            failure = known(e);
            throw known(e);
        } catch (RuntimeException | Error e) { // a mistake of ours; what was taken is lost all the same
            failure = Unavailable.because("blobs of this batch were lost: " + e, e);
            throw e;
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
            collected.discard();
        } finally {
            storing.unlock();
        }
    }
}
