package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An answer that many threads want again and again: it is asked for by one of them while the others wait for it, and serves all for a
 * while, also if it is a failure. Thread-safe.
 */
final class SharedAnswer<T> {
    /** What is asked. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws CastoreException;
    }

    /** @param begun whether somebody has begun to ask */
    private record Asked<T>(CompletableFuture<T> answer, AtomicBoolean begun, long nanos) {
        private boolean isStale(long now, long freshNanos) {
            return answer.isDone() && now - nanos >= freshNanos;
        }
    }

    private final Question<T> question;
    private final long freshNanos;

    /** Guarded by this. */
    private @Nullable Asked<T> last;

    /** @param fresh how long after it was asked for an answer serves */
    SharedAnswer(Question<T> question, Duration fresh) {
        this.question = question;
        this.freshNanos = fresh.toNanos();
    }

    /** The answer to a question that was asked not long ago, and not before the last {@link #forget}. */
    T get() throws CastoreException {
        Asked<T> asked = recent();
        if (asked.begun().compareAndSet(false, true)) {
            ask(asked.answer());
        }
        return await(asked.answer());
    }

    private synchronized Asked<T> recent() {
        long now = System.nanoTime();
        if (last == null || last.isStale(now, freshNanos)) {
            last = new Asked<>(new CompletableFuture<>(), new AtomicBoolean(), now);
        }
        return last;
    }

    private void ask(CompletableFuture<T> answer) {
        try {
            answer.complete(question.ask());
        } catch (CastoreException | RuntimeException | Error e) { // whoever waits learns of it
            answer.completeExceptionally(e);
        }
    }

    private static <T> T await(CompletableFuture<T> answer) throws CastoreException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CastoreException known
                    ? known
                    : Unavailable.because("a question to the server failed: " + e.getCause(), e);
        }
    }

    /** Has the next caller ask again: something has changed that the last answer may not know. */
    synchronized void forget() {
        last = null;
    }
}
