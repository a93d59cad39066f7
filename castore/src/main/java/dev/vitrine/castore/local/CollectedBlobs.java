package dev.vitrine.castore.local;

import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finished blobs that wait to be stored, and those that are just being stored. Thread-safe. */
final class CollectedBlobs {
    private static final Logger log = LoggerFactory.getLogger(CollectedBlobs.class);

    /** Files wait on disk, not in memory; enough of them that they are not synced one by one. */
    private static final int MAX_FILES = 256;
    /** Long files are synced while others are read: about as many bytes as a disk writes in a second or two. */
    private static final long MAX_FILE_BYTES = 512L << 20;
    /** What a blob in memory costs beside its bytes, so that many tiny ones are bounded too. */
    private static final int OVERHEAD = 150;

    private final int maxBytes;
    private Taken waiting = Taken.nothing();
    private Taken beingStored = Taken.nothing();
    private long bytes;
    private long fileBytes;

    CollectedBlobs(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    record Taken(Map<Digest, ByteBuffer> small, Map<Digest, BlobFiles.Pending> big) {
        static Taken nothing() {
            return new Taken(new HashMap<>(), new HashMap<>());
        }

        private boolean has(Digest digest) {
            return small.containsKey(digest) || big.containsKey(digest);
        }
    }

    synchronized boolean has(Digest digest) {
        return waiting.has(digest) || beingStored.has(digest);
    }

    /** Says whether it is new here. */
    synchronized boolean add(Digest digest, ByteBuffer small) {
        if (has(digest)) {
            return false;
        }
        waiting.small.put(digest, small);
        bytes += small.remaining() + OVERHEAD;
        return true;
    }

    /** Says whether it is new here; if not, its file is deleted. */
    synchronized boolean add(BlobFiles.Pending big) {
        if (has(big.digest())) {
            delete(big);
            return false;
        }
        waiting.big.put(big.digest(), big);
        fileBytes += big.size();
        return true;
    }

    /** Whether it is time to store what waits. */
    synchronized boolean isFull() {
        return bytes >= maxBytes || fileBytes >= MAX_FILE_BYTES || waiting.big.size() >= MAX_FILES;
    }

    /** Hands over all that waits; it counts as being stored until the next is taken. */
    synchronized Taken take() {
        beingStored = waiting;
        waiting = Taken.nothing();
        bytes = 0;
        fileBytes = 0;
        return beingStored;
    }

    /** Forgets all that waits. */
    void discard() {
        take().big.values().forEach(CollectedBlobs::delete);
    }

    private static void delete(BlobFiles.Pending file) {
        delete(file.path());
        file.outboard().ifPresent(CollectedBlobs::delete);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("{} is left for the next sweep", file, e);
        }
    }
}
