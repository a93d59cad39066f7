package dev.vitrine.castore.hash;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which kernel is used: the one that was asked for; else plain Java first, and vectors once much was hashed and they have warmed up.
 * Thread-safe.
 */
final class Kernels {
    /**
     * So many hashed bytes promise more of them. Beside threads that hash, warming up takes three to four seconds of computing, as long as
     * plain Java takes for some 4 GiB. What hashes less than this in all, like most commands and many a server, never pays for it.
     */
    private static final long MANY = 4L << 30;

    private static final boolean CHOOSING = KernelName.asked().isEmpty();
    private static final AtomicBoolean WARMING = new AtomicBoolean();

    private static volatile Kernel current =
            KernelName.asked().orElse(KernelName.LANES).kernel();

    private static volatile boolean counting = CHOOSING;

    /** Not exact where several threads count, which does no harm. */
    private static long hashed;

    private Kernels() {}

    static Kernel current() {
        return current;
    }

    /** The kernel for so many bytes more. */
    static Kernel forMore(long bytes) {
        if (counting) {
            count(bytes);
        }
        return current;
    }

    private static void count(long bytes) {
        hashed += bytes;
        if (hashed >= MANY) {
            warmUp();
        }
    }

    /** Starts to warm up in the background, unless that was done or a kernel was asked for. */
    private static void warmUp() {
        counting = false;
        if (CHOOSING && WARMING.compareAndSet(false, true)) {
            Thread.ofPlatform()
                    .daemon()
                    .name("blake3-warm-up")
                    .start(() -> WarmUp.of(current).ifPresent(faster -> current = faster));
        }
    }
}
