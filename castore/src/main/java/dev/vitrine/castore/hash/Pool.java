package dev.vitrine.castore.hash;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few of what is costly to make; who finds none makes one. Thread-safe and never waits. Not one for each thread: requests run on
 * very many virtual ones.
 */
final class Pool<T> {
    private final AtomicReferenceArray<@Nullable T> idle =
            new AtomicReferenceArray<>(2 * Runtime.getRuntime().availableProcessors());

    private final Supplier<T> maker;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) != null) {
                T taken = idle.getAndSet(i, null);
                if (taken != null) {
                    return taken;
                }
            }
        }
        return maker.get();
    }

    /** Takes back what nobody uses any more. */
    void give(T spare) {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) == null && idle.compareAndSet(i, null, spare)) {
                return;
            }
        }
    }
}
