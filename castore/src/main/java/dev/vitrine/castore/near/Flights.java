package dev.vitrine.castore.near;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that is done once for all who want its result at the same time, on a thread of its own: who is interrupted leaves it to the
 * others. Thread-safe.
 */
final class Flights<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    /** What is done. It ends by itself: there is a deadline in it. */
    @FunctionalInterface
    interface Work<V> {
        V run() throws CastoreException;
    }

    /**
     * The result of the work for that key, which is begun unless it is under way.
     *
     * @throws CastoreException as the work throws it
     * @throws Unavailable also if this thread is interrupted, which it stays
     */
    V join(K key, Work<V> work) throws CastoreException {
        return join(key, Long.MAX_VALUE, work);
    }

    /**
     * The same for who does not wait long; the work goes on without him.
     *
     * @throws Unavailable also if there is no result after so many milliseconds
     */
    V join(K key, long patienceMillis, Work<V> work) throws CastoreException {
        try {
            return flight(key, work).get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Unavailable.deadlineExceeded("the far store has not answered in " + patienceMillis + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because("the wait for the far store was interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case CastoreException failure -> throw failure;
                case RuntimeException mistake -> throw mistake;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private CompletableFuture<V> flight(K key, Work<V> work) {
        CompletableFuture<V> fresh = new CompletableFuture<>();
        CompletableFuture<V> known = flights.putIfAbsent(key, fresh);
        if (known != null) {
            return known;
        }
        Thread.ofVirtual().name("vitrine-fetch").start(() -> fly(key, work, fresh));
        return fresh;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, those who wait must hear of it
    private void fly(K key, Work<V> work, CompletableFuture<V> flight) {
        try {
            V result = work.run();
            flights.remove(key, flight);
            flight.complete(result);
        } catch (Exception e) {
            flights.remove(key, flight);
            flight.completeExceptionally(e);
        }
    }
}
