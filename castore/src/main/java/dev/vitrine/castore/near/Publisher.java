package dev.vitrine.castore.near;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was fetched into the near store, many things in one commit, on a thread of its own: a cache need not be durable at once. What
 * waits can be had from here. When the near store fails, what was to be kept is dropped, and fetched again when it is asked for. Thread-safe.
 */
final class Publisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    /** So many bytes may wait; who brings more waits too. */
    private static final long MOST_WAITING = 64 << 20;

    /** For so long things gather before they are committed. */
    private static final long GATHERING_MILLIS = 100;

    private static final int PIECE = 256 << 10;

    private final LocalStore near;
    private final Budget budget;
    private final ConcurrentMap<Digest, ByteBuffer> blobs = new ConcurrentHashMap<>();
    private final ConcurrentMap<Digest, Directory> directories = new ConcurrentHashMap<>();
    private final Thread thread;

    /** Guarded by this, like the ones below. */
    private long waiting;

    private Uses used = new Uses();
    private boolean closed;

    Publisher(LocalStore near, Budget budget) {
        this.near = near;
        this.budget = budget;
        this.thread = Thread.ofPlatform().daemon().name("vitrine-near").start(this::run);
    }

    Budget budget() {
        return budget;
    }

    /** The bytes of a blob that waits. */
    Optional<ByteBuffer> blob(Digest digest) {
        return Optional.ofNullable(blobs.get(digest)).map(ByteBuffer::duplicate);
    }

    /** A directory that waits. */
    Optional<Directory> directory(Digest digest) {
        return Optional.ofNullable(directories.get(digest));
    }

    /** Takes a small blob that was compared with its digest; the bytes must not change any more. */
    void put(Digest digest, ByteBuffer bytes) {
        if (blobs.putIfAbsent(digest, bytes) == null) {
            await(bytes.remaining());
        }
    }

    /** Takes a directory that was compared with its digest. */
    void put(Digest digest, Directory directory) {
        if (directories.putIfAbsent(digest, directory) == null) {
            await(directory.weight());
        }
    }

    /** Notes that a blob of the near store was used. */
    synchronized void use(Digest blob) {
        if (used.blobs().add(blob) && used.isMuch()) {
            notifyAll();
        }
    }

    /** Notes that a directory of the near store was used. */
    synchronized void useDirectory(Digest directory) {
        if (used.directories().add(directory) && used.isMuch()) {
            notifyAll();
        }
    }

    private synchronized void await(long bytes) {
        waiting += bytes;
        notifyAll();
        boolean interrupted = false;
        while (waiting > MOST_WAITING && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        keepWithinBounds();
        try {
            while (awaitWork()) {
                Thread.sleep(GATHERING_MILLIS);
                flush();
            }
        } catch (InterruptedException e) {
            log.debug("the thread that keeps what was fetched was interrupted");
        }
        flush();
    }

    /** There may be more than the bounds allow, which may have been others the last time. */
    private void keepWithinBounds() {
        try {
            budget.published(0);
        } catch (CastoreException e) {
            log.warn("what is kept cannot be counted: {}", e.getMessage());
        }
    }

    /** Whether there is more to come. What was used is noted at times, also when nothing is fetched. */
    private synchronized boolean awaitWork() throws InterruptedException {
        while (!closed && waiting == 0 && !used.isMuch()) {
            wait();
        }
        return !closed;
    }

    private void flush() {
        Map<Digest, ByteBuffer> someBlobs = Map.copyOf(blobs);
        Map<Digest, Directory> someDirectories = Map.copyOf(directories);
        Uses uses = takeUsed();
        long bytes = someBlobs.values().stream()
                        .mapToLong(ByteBuffer::remaining)
                        .sum()
                + someDirectories.values().stream().mapToLong(Directory::weight).sum();
        try {
            keep(someBlobs);
            near.cache().keep(someDirectories);
            uses.blobs().addAll(someBlobs.keySet());
            uses.directories().addAll(someDirectories.keySet());
            near.cache().use(uses.blobs(), uses.directories());
            budget.published(bytes);
        } catch (CastoreException e) {
            log.warn("what was fetched is not kept: {}", e.getMessage());
        } catch (RuntimeException e) { // a mistake of ours, which must not stop this thread: others wait for it
            log.error("what was fetched is not kept", e);
        } finally {
            someBlobs.forEach(blobs::remove);
            someDirectories.forEach(directories::remove);
            landed(bytes);
        }
    }

    private void keep(Map<Digest, ByteBuffer> some) throws CastoreException {
        if (some.isEmpty()) {
            return;
        }
        try (BlobBatch batch = near.blobs().batch()) {
            for (ByteBuffer bytes : some.values()) {
                batch.put(bytes.duplicate());
            }
            batch.commit();
        }
    }

    private synchronized Uses takeUsed() {
        Uses taken = used;
        used = new Uses();
        return taken;
    }

    private synchronized void landed(long bytes) {
        waiting -= bytes;
        notifyAll();
    }

    /**
     * Publishes a large blob that is whole, from a file that stays with the caller.
     *
     * @throws CastoreException.Corrupt if the file does not hold that blob
     */
    void publish(Digest digest, Path file, long size) throws CastoreException {
        try (BlobBatch batch = near.blobs().batch();
                BlobWriter writer = batch.create();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
            while (channel.read(buffer.clear()) >= 0) {
                writer.write(buffer.flip());
            }
            Digest found = writer.finish();
            if (!found.equals(digest)) {
                throw new CastoreException.Corrupt("what was fetched as blob " + digest + " has the digest " + found);
            }
            batch.commit();
            near.cache().use(List.of(digest), List.of());
            budget.published(size);
        } catch (CastoreException e) {
            throw e;
        } catch (IOException e) {
            throw CastoreException.Unavailable.because("a fetched blob cannot be read from " + file, e);
        }
    }

    /** Commits what waits. Harmless when repeated. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
