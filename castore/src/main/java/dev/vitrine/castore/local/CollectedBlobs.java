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

/** Finished blobs that wait to be stored. Thread-safe. */
final class CollectedBlobs {
    private static final Logger log = LoggerFactory.getLogger(CollectedBlobs.class);

    /** Files wait on disk, not in memory; enough of them that a directory is not synced for each. */
    private static final int MAX_FILES = 256;
    /** What a blob in memory costs beside its bytes, so that many tiny ones are bounded too. */
    private static final int OVERHEAD = 150;

    private final int maxBytes;
    private Taken waiting = Taken.nothing();
    private long bytes;

    CollectedBlobs(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    record Taken(Map<Digest, ByteBuffer> small, Map<Digest, BlobFiles.Pending> big) {
        static Taken nothing() {
            return new Taken(new HashMap<>(), new HashMap<>());
        }
    }

    synchronized boolean has(Digest digest) {
        return waiting.small.containsKey(digest) || waiting.big.containsKey(digest);
    }

    /** Says whether it is time to store what waits. */
    synchronized boolean add(Digest digest, ByteBuffer small) {
        if (waiting.small.put(digest, small) == null) {
            bytes += small.remaining() + OVERHEAD;
        }
        return bytes >= maxBytes;
    }

    /** Says whether it is time to store what waits. */
    synchronized boolean add(BlobFiles.Pending big) {
        BlobFiles.Pending same = waiting.big.put(big.digest(), big);
        if (same != null) {
            delete(same);
        }
        return waiting.big.size() >= MAX_FILES;
    }

    /** Hands over all that waits. */
    synchronized Taken take() {
        Taken taken = waiting;
        waiting = Taken.nothing();
        bytes = 0;
        return taken;
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
