package dev.vitrine.castore.near;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A large blob of which the near store has parts, in blocks of 64 KiB in a file of their own; the others are fetched when they are read,
 * each once for all readers. When it is whole it is published. Thread-safe.
 */
final class PartialBlob {
    private static final Logger log = LoggerFactory.getLogger(PartialBlob.class);

    private static final int BLOCK = 64 << 10;

    /** So many blocks are fetched with one read of the far blob: as much as it verifies at once, since more would be several calls, one after the other. */
    private static final int RUN = 4;

    private final Digest digest;
    private final BlobReader far;
    private final Publisher publisher;
    private final Path path;
    private final FileChannel file;
    private final Runnable published;
    private final int blocks;

    /** Guarded by this, like the ones below. */
    private final BitSet present;

    private final BitSet underWay;
    private int users = 1;

    private PartialBlob(
            Digest digest, BlobReader far, Publisher publisher, Path path, FileChannel file, Runnable published) {
        this.digest = digest;
        this.far = far;
        this.publisher = publisher;
        this.path = path;
        this.file = file;
        this.published = published;
        this.blocks = Math.toIntExact((far.size() + BLOCK - 1) / BLOCK);
        this.present = new BitSet(blocks);
        this.underWay = new BitSet(blocks);
    }

    /**
     * Begins with nothing, for one user.
     *
     * @param far is closed with this
     * @param path of a new file, which is deleted with this
     * @param published is told when the near store has all of it
     */
    static PartialBlob of(Digest digest, BlobReader far, Publisher publisher, Path path, Runnable published)
            throws CastoreException {
        try {
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new PartialBlob(digest, far, publisher, path, file, published);
        } catch (IOException e) {
            throw Unavailable.because("a blob that is fetched cannot be kept at " + path, e);
        }
    }

    long size() {
        return far.size();
    }

    /** Adds a user, unless the last one is gone. */
    synchronized boolean use() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /**
     * As {@link BlobReader#read}; fetches what is missing, and begins to fetch so many bytes behind it. Where there is no room to keep them
     * they are handed through.
     */
    int read(long position, ByteBuffer target, long ahead) throws CastoreException {
        long length = Math.min(target.remaining(), far.size() - position);
        if (length <= 0) {
            return 0;
        }
        int first = block(position);
        int last = block(position + length - 1);
        if (!isPresent(first, last) && !publisher.budget().hasRoom(length)) {
            return far.read(position, target);
        }
        if (ahead > 0) {
            fetchAhead(last + 1, block(Math.min(far.size(), position + length + ahead) - 1));
        }
        fetch(first, last);
        return read(position, target, (int) length);
    }

    private int read(long position, ByteBuffer target, int length) throws CastoreException {
        ByteBuffer part = target.slice(target.position(), length);
        try {
            while (part.hasRemaining()) {
                if (file.read(part, position + part.position()) < 0) {
                    throw new IOException("it ends too early");
                }
            }
        } catch (IOException e) {
            throw Unavailable.because("a fetched blob cannot be read from " + path, e);
        }
        target.position(target.position() + length);
        return length;
    }

    private static int block(long position) {
        return Math.toIntExact(position / BLOCK);
    }

    /** Several runs at once, since each may be a round trip. */
    private void fetchAhead(int first, int last) {
        for (int start = first; start <= last; start += RUN) {
            int end = Math.min(last, start + RUN - 1);
            if (isMissing(start, end) && use()) {
                fetchAheadOnce(start, end);
            }
        }
    }

    private void fetchAheadOnce(int first, int last) {
        Thread.ofVirtual().name("vitrine-read-ahead").start(() -> {
            try {
                fetch(first, last);
            } catch (CastoreException e) {
                log.debug("reading ahead in blob {} failed: {}", digest, e.getMessage());
            } finally {
                release();
            }
        });
    }

    private synchronized boolean isPresent(int first, int last) {
        return present.nextClearBit(first) > last;
    }

    private synchronized boolean isMissing(int first, int last) {
        return unclaimed(first) <= last;
    }

    /** Returns when all of these blocks are present. */
    private void fetch(int first, int last) throws CastoreException {
        for (Run run = claim(first, last); run.count() > 0; run = claim(first, last)) {
            try {
                store(run);
            } catch (CastoreException | RuntimeException e) {
                settle(run, false);
                throw e;
            }
            settle(run, true);
        }
    }

    /** Blocks that follow each other. */
    private record Run(int first, int count) {
        long position() {
            return (long) first * BLOCK;
        }
    }

    /** The first blocks that are missing and that nobody fetches; waits for those that somebody does. None when all are present. */
    private synchronized Run claim(int first, int last) throws Unavailable {
        try {
            while (present.nextClearBit(first) <= last && unclaimed(first) > last) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because("the wait for a part of blob " + digest + " was interrupted", e);
        }
        int start = unclaimed(first);
        int end = start;
        while (end <= last && end - start < RUN && !present.get(end) && !underWay.get(end)) {
            end++;
        }
        underWay.set(start, end);
        return new Run(start, end - start);
    }

    /** The first block from there on that is missing and that nobody fetches. */
    private int unclaimed(int from) {
        int block = present.nextClearBit(from);
        while (underWay.get(block)) {
            block = present.nextClearBit(block + 1);
        }
        return block;
    }

    private void store(Run run) throws CastoreException {
        int length = (int) Math.min((long) run.count() * BLOCK, far.size() - run.position());
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (far.read(run.position() + bytes.position(), bytes) == 0) {
                throw new Corrupt("blob " + digest + " ends before its " + far.size() + " bytes");
            }
        }
        write(bytes.flip(), run.position());
        publisher.budget().onTheWay(length);
    }

    private void write(ByteBuffer bytes, long position) throws Unavailable {
        try {
            long at = position;
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
        } catch (IOException e) {
            throw Unavailable.because("a part of blob " + digest + " cannot be kept at " + path, e);
        }
    }

    private void settle(Run run, boolean isStored) {
        boolean isWhole;
        synchronized (this) {
            underWay.clear(run.first(), run.first() + run.count());
            if (isStored) {
                present.set(run.first(), run.first() + run.count());
            }
            isWhole = isStored && present.cardinality() == blocks;
            notifyAll();
        }
        if (isWhole && use()) {
            Thread.ofVirtual().name("vitrine-publish").start(this::publish);
        }
    }

    private void publish() {
        try {
            publisher.publish(digest, path, far.size());
            published.run();
        } catch (CastoreException e) {
            log.warn("blob {} was fetched and is not kept: {}", digest, e.getMessage());
        } finally {
            release();
        }
    }

    /** Takes a user away; the last one takes the file with him. */
    void release() {
        long held;
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
            held = Math.min((long) present.cardinality() * BLOCK, far.size());
        }
        publisher.budget().onTheWay(-held);
        far.close();
        try (file) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("the file {} of a fetched blob cannot be removed: {}", path, e.getMessage());
        }
    }
}
