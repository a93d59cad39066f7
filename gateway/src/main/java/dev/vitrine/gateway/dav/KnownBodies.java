package dev.vitrine.gateway.dav;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bodies that were read before: each client sends the same few again and again, and to parse one costs about half of what the rest of
 * an answer with Depth 0 does. At most 64 of at most 2 KiB are remembered. Thread-safe.
 */
final class KnownBodies {
    private static final int MAX_LENGTH = 2 << 10;
    private static final int MAX_COUNT = 64;

    private final Map<ByteBuffer, Wanted> known = new ConcurrentHashMap<>();

    /** What a body asks for, as {@link PropfindBody#parse}. The bytes stay as they are from now on. */
    Optional<Wanted> parse(byte[] body) {
        ByteBuffer key = ByteBuffer.wrap(body);
        return Optional.ofNullable(known.get(key)).or(() -> read(body, key));
    }

    private Optional<Wanted> read(byte[] body, ByteBuffer key) {
        Optional<Wanted> wanted = PropfindBody.parse(body);
        if (body.length <= MAX_LENGTH) {
            wanted.ifPresent(read -> keep(key, read));
        }
        return wanted;
    }

    private void keep(ByteBuffer key, Wanted wanted) {
        if (known.size() >= MAX_COUNT) {
            known.clear();
        }
        known.put(key, wanted);
    }
}
