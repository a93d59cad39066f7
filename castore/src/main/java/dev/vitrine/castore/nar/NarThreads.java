package dev.vitrine.castore.nar;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.nix.NarCalculator;
import dev.vitrine.castore.nix.NarHash;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Calculates on a few threads of its own, one calculation on each; who else asks waits in line. Platform threads, because one that only
 * computes would keep a carrier from all virtual threads. They end when there is nothing to do. Thread-safe.
 */
public final class NarThreads implements NarCalculator {
    private static final long IDLE_SECONDS = 10;

    /** How often who waits asks whether it should go on. */
    private static final long LOOK_MILLIS = 100;

    private final NarCalculator calculator;
    private final ThreadPoolExecutor threads;

    /** One thread per processor for this calculator. */
    public NarThreads(NarCalculator calculator) {
        this.calculator = calculator;
        int count = Runtime.getRuntime().availableProcessors();
        this.threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("nar-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public NarHash calculate(Node node, BooleanSupplier stopped) throws CastoreException {
        CompletableFuture<NarHash> result = new CompletableFuture<>();
        AtomicBoolean unwanted = new AtomicBoolean();
        threads.execute(() -> run(node, () -> unwanted.get(), result));
        try {
            return await(result, stopped);
        } finally {
            unwanted.set(true);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, who waits must hear of it
    private void run(Node node, BooleanSupplier stopped, CompletableFuture<NarHash> result) {
        try {
            result.complete(calculator.calculate(node, stopped));
        } catch (Exception | Error e) {
            result.completeExceptionally(e);
        }
    }

    private static NarHash await(CompletableFuture<NarHash> result, BooleanSupplier stopped) throws CastoreException {
        while (!stopped.getAsBoolean()) {
            try {
                return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                // look again
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw stopped();
            } catch (ExecutionException e) {
                throw rethrown(e);
            }
        }
        throw stopped();
    }

    private static CancellationException stopped() {
        return new CancellationException("stopped while the hash of a NAR was calculated");
    }

    private static RuntimeException rethrown(ExecutionException e) throws CastoreException {
        return switch (e.getCause()) {
            case CastoreException castore -> throw castore;
            case RuntimeException runtime -> runtime;
            case null, default -> new IllegalStateException("the hash of a NAR could not be calculated", e);
        };
    }
}
