package dev.vitrine.castore.outboard;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Buffers of one group each, used again and again; not by thread, as virtual threads are too many. Thread-safe. */
final class GroupBuffers {
    private static final int BYTES = TreeShape.of(0).groupBytes();
    private static final int KEPT = 64;

    private final Queue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

    /** An empty buffer of at least that many bytes, of one group at most. */
    ByteBuffer take(int length) {
        @Nullable ByteBuffer kept = free.poll();
        return (kept == null ? ByteBuffer.allocate(BYTES) : kept.clear()).limit(length);
    }

    /** Gives a buffer back that nobody uses any more. */
    void giveBack(ByteBuffer buffer) {
        boolean _ = free.offer(buffer);
    }
}
