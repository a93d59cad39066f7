package dev.vitrine.castore.verify;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.verify.Progress.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Blob checks on several threads, each of which takes one part after the other. The first failure stops all others, also in the middle
 * of a blob. Used once, by one thread, which waits.
 */
final class BlobChecks {
    private static final Failure NONE = () -> {};

    /** What to throw on the thread that waits for the outcome. */
    private interface Failure {
        void rethrow() throws CastoreException;
    }

    private final AtomicReference<Failure> failure = new AtomicReference<>(NONE);
    private final AtomicInteger next = new AtomicInteger();
    private final List<Part> parts;
    private final Progress progress;
    private final Function<BooleanSupplier, BlobCheck> checks;

    /**
     * Checks of these parts.
     *
     * @param checks makes one for each thread, out of what says that it is to stop
     */
    BlobChecks(List<Part> parts, Progress progress, Function<BooleanSupplier, BlobCheck> checks) {
        this.parts = parts;
        this.progress = progress;
        this.checks = checks;
    }

    static Function<BooleanSupplier, BlobCheck> of(BlobService blobs, Findings findings, Pace pace) {
        return stopped -> new BlobCheck(blobs, findings, pace, stopped);
    }

    /** Runs all of them; throws the first failure once every thread has ended. What is done by then is noted in any case. */
    void run(int count) throws CastoreException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(count, parts.size()); i++) {
            threads.add(Thread.ofPlatform().daemon().name("verify-" + i).start(this::work));
        }
        join(threads);
        save();
        failure.get().rethrow();
    }

    private void save() {
        try {
            progress.save();
        } catch (CastoreException e) {
            fail(() -> {
                throw e;
            });
        }
    }

    private void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    fail(() -> {
                        throw new CancellationException();
                    });
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            BlobCheck check = checks.apply(this::isStopped);
            for (int i = next.getAndIncrement(); i < parts.size() && !isStopped(); i = next.getAndIncrement()) {
                progress.done(i, check(check, parts.get(i)));
            }
        } catch (CastoreException e) {
            fail(() -> {
                throw e;
            });
        } catch (RuntimeException e) {
            fail(() -> {
                throw e;
            });
        } catch (Error e) {
            fail(() -> {
                throw e;
            });
        }
    }

    private static Count check(BlobCheck check, Part part) throws CastoreException {
        Count count = Count.NOTHING;
        for (Met met : part.blobs()) {
            count = count.plus(check.run(met));
        }
        return count;
    }

    private void fail(Failure first) {
        failure.compareAndSet(NONE, first);
    }

    private boolean isStopped() {
        return !failure.get().equals(NONE);
    }
}
