package dev.vitrine.fusefs.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.view.Entry;
import java.time.Duration;

/**
 * Reads for which the store took longer than its deadline. What the kernel cannot read ahead it asks for once more, at once, before it tells
 * the program: without this, that would wait twice as long. Thread-safe.
 */
public final class LateFailures {
    /** The kernel takes microseconds, and on a busy machine some more. */
    private static final Duration REMEMBERED = Duration.ofMillis(500);

    private static final int MOST = 10_000;

    /** From where to where nothing could be read. */
    private record Late(long position, long end, Unavailable failure) {
        boolean covers(long other) {
            return other >= position && other < end;
        }
    }

    private final Cache<Entry.File, Late> failures = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** How to read some of a file. */
    @FunctionalInterface
    public interface Read {
        int run() throws CastoreException;
    }

    /** What a read of so many bytes answers; or the failure of one of the same part that was late, and has only just been told. */
    public int read(Entry.File file, long position, long length, Read read) throws CastoreException {
        Late known = failures.getIfPresent(file);
        if (known != null && known.covers(position)) {
            throw known.failure();
        }
        try {
            return read.run();
        } catch (Unavailable e) {
            if (e.deadlineExceeded()) {
                failures.put(file, new Late(position, position + length, e));
            }
            throw e;
        }
    }
}
