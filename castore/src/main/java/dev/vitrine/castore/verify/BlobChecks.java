package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.CastoreException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Blob checks on several threads. A bounded number of them waits; after that the thread that submits does one itself. The first
 * failure stops all others, also in the middle of a blob. Used by one thread, which closes it.
 */
final class BlobChecks implements AutoCloseable {
    private static final int WAITING = 64;
    private static final Failure NONE = () -> {};

    /** What to throw on the thread that waits for the outcome. */
    private interface Failure {
        void rethrow() throws CastoreException;
    }

    private final AtomicReference<Failure> failure = new AtomicReference<>(NONE);
    private final ThreadPoolExecutor threads;

    BlobChecks(int count) {
        threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("verify-", 0).factory(),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /** Runs the check at some time before {@link #finish} returns; throws the failure of an earlier one. */
    void submit(BlobCheck check) throws CastoreException {
        failure.get().rethrow();
        threads.execute(() -> run(check));
    }

    private void run(BlobCheck check) {
        try {
            check.run(this::isStopped);
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

    private void fail(Failure first) {
        failure.compareAndSet(NONE, first);
    }

    private boolean isStopped() {
        return !failure.get().equals(NONE);
    }

    /** Waits for all of them; throws the first failure. */
    void finish() throws CastoreException {
        threads.close();
        failure.get().rethrow();
    }

    /** Stops what goes on still. Harmless when repeated. */
    @Override
    public void close() {
        fail(() -> {
            throw new CancellationException();
        });
        threads.close();
    }
}
