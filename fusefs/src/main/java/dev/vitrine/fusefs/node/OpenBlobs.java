package dev.vitrine.fusefs.node;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.request.SharedReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Blobs that the kernel reads without ever having opened them. Those read in parts stay open for the next part, a bounded number of them
 * and for a bounded time; so of a blob that was deleted the space is free a while later. Thread-safe.
 */
final class OpenBlobs implements AutoCloseable {
    private static final int MOST = 256;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final CastoreView view;
    private final Cache<Entry.File, SharedReader> open = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(IDLE)
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .removalListener(OpenBlobs::removed)
            .build();

    OpenBlobs(CastoreView view) {
        this.view = view;
    }

    /** The reader is there: nothing here is held weakly. */
    private static void removed(Entry.@Nullable File file, @Nullable SharedReader shared, RemovalCause cause) {
        if (shared != null) {
            shared.release();
        }
    }

    /** Fills the buffer with what the file has from the position on; short only at its end. */
    int read(Entry.File file, long position, ByteBuffer target) throws CastoreException {
        if (position == 0
                && target.remaining() >= file.node().size()
                && file.node().size() >= 0) {
            try (BlobReader whole = view.open(file)) {
                return whole.read(0, target);
            }
        }
        SharedReader shared = acquire(file);
        try {
            return shared.read(position, target);
        } finally {
            shared.release();
        }
    }

    /** Opens outside the cache's lock, as that may take long; of two that do so at once, one stays. */
    private SharedReader acquire(Entry.File file) throws CastoreException {
        while (true) {
            SharedReader known = open.getIfPresent(file);
            if (known != null && known.acquire()) {
                return known;
            }
            SharedReader fresh = new SharedReader(view.open(file));
            if (open.asMap().putIfAbsent(file, fresh) != null) {
                fresh.release();
            } else if (fresh.acquire()) {
                return fresh;
            }
        }
    }

    /** How many are open. */
    int count() {
        return (int) open.estimatedSize();
    }

    @Override
    public void close() {
        open.invalidateAll();
    }
}
