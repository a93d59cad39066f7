package dev.vitrine.castore.hash;

import java.util.Optional;
import java.util.function.Function;

/**
 * Which kernel is used: the one that was asked for; else plain Java first, vectors for what fills the widest once much was hashed or is
 * announced, and vectors for all once more was. Each takes over when it has warmed up. Thread-safe.
 */
final class Kernels {
    /** So many hashed bytes promise more of them: plain Java takes as long for them as the widest vectors take to warm up beside it. */
    private static final long MUCH = 1L << 30;

    /** The same for the vectors of every width, which gain less. */
    private static final long MORE = 8L << 30;

    private static final long NEVER = Long.MAX_VALUE;

    private static volatile Kernel current =
            KernelName.asked().orElse(KernelName.LANES).kernel();

    /** From so many hashed bytes on the next vectors warm up. */
    private static volatile long due = KernelName.asked().isEmpty() ? MUCH : NEVER;

    /** Not exact where several threads count, which does no harm. */
    private static long hashed;

    private static long expected;

    private Kernels() {}

    static Kernel current() {
        return current;
    }

    /** The kernel for so many bytes more. */
    static Kernel forMore(long bytes) {
        if (due != NEVER) {
            hashed += bytes;
            if (hashed >= due) {
                warmUp();
            }
        }
        return current;
    }

    /** Counts bytes to come, and warms up what they are worth. */
    static void expect(long bytes) {
        expected += bytes;
        if (expected >= MUCH && due == MUCH) {
            due = 0;
            warmUp();
        }
    }

    private static synchronized void warmUp() {
        if (due == NEVER) {
            return; // another thread was first
        }
        if (due < MORE) {
            inBackground(WarmUp::soon, MORE);
        } else {
            inBackground(WarmUp::whole, NEVER);
        }
    }

    private static void inBackground(Function<Kernel, Optional<Kernel>> faster, long next) {
        due = NEVER;
        Thread.ofPlatform().daemon().name("blake3-warm-up").start(() -> {
            faster.apply(current).ifPresent(kernel -> current = kernel);
            due = next;
        });
    }
}
