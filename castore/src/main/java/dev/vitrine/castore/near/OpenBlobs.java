package dev.vitrine.castore.near;

import dev.vitrine.castore.model.Digest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which blobs are open, counted. Thread-safe. */
final class OpenBlobs {
    private final ConcurrentMap<Digest, Integer> counts = new ConcurrentHashMap<>();

    void opened(Digest blob) {
        counts.merge(blob, 1, Integer::sum);
    }

    void closed(Digest blob) {
        counts.computeIfPresent(blob, (_, count) -> count == 1 ? null : count - 1);
    }

    boolean has(Digest blob) {
        return counts.containsKey(blob);
    }
}
