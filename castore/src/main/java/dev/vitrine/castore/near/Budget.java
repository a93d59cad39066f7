package dev.vitrine.castore.near;

import dev.vitrine.castore.gc.Amount;
import dev.vitrine.castore.local.LocalCache;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the near store within its bounds. Thread-safe. */
final class Budget {
    /** What is over the bound goes, and this part of the bound besides: evicting a little at each commit would never end. */
    private static final int SLACK = 16;

    private final LocalCache cache;
    private final NearOptions options;
    private final OpenBlobs open;
    private final AtomicLong onTheWay = new AtomicLong();
    private boolean isCounted;
    private long kept;
    private long evicted;

    Budget(LocalCache cache, NearOptions options, OpenBlobs open) {
        this.cache = cache;
        this.options = options;
        this.open = open;
    }

    /** Counts bytes of large blobs that are here in part, or no longer. */
    void onTheWay(long bytes) {
        onTheWay.addAndGet(bytes);
    }

    /** Whether the file system has room for so many bytes more. */
    boolean hasRoom(long bytes) {
        return cache.usableBytes() - bytes >= options.minUsableBytes();
    }

    /** How many bytes are kept, as far as they were counted. */
    synchronized long kept() {
        return kept + onTheWay.get();
    }

    /** How many bytes went. */
    synchronized long evicted() {
        return evicted;
    }

    /** Counts bytes that were published, and evicts what is too much. */
    synchronized void published(long bytes) throws Unavailable {
        if (isCounted) {
            kept += bytes;
        } else {
            kept = cache.amount().bytes();
            isCounted = true;
        }
        long excess =
                Math.max(kept + onTheWay.get() - options.maxBytes(), options.minUsableBytes() - cache.usableBytes());
        if (excess > 0) {
            Amount gone = cache.evict(excess + options.maxBytes() / SLACK, open::has);
            kept -= gone.bytes();
            evicted += gone.bytes();
        }
    }
}
