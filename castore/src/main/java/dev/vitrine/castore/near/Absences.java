package dev.vitrine.castore.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.castore.model.Digest;
import java.time.Duration;

/** What the far store did not have a moment ago. Thread-safe. */
final class Absences {
    private static final int MOST = 100_000;

    private final Cache<Digest, Boolean> digests;

    /** @param time for how long each is remembered */
    Absences(Duration time) {
        digests = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(time)
                .executor(Runnable::run)
                .build();
    }

    void add(Digest digest) {
        digests.put(digest, true);
    }

    boolean has(Digest digest) {
        return digests.getIfPresent(digest) != null;
    }
}
