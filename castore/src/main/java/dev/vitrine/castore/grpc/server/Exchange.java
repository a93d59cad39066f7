package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.grpc.server.Arrivals.Arrival;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call as the thread sees it that carries it out: it asks for each message when it wants it, and waits until the client takes what it
 * sends. gRPC tells what happens from other threads, one at a time per call, so that none of them may ever wait; this only notes
 * it. For one thread besides those.
 *
 * <p>Each wait ends with a {@link StatusRuntimeException} when the call does, or when the client does nothing for too long.
 *
 * @param <Q> what the client sends
 * @param <R> what it gets
 */
final class Exchange<Q, R> extends ServerCall.Listener<Message<Q>> {
    private final ServerCall<Message<Q>, R> call;
    private final Arrival arrival;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean asked;
    private boolean begun;

    /** Guarded by {@link #lock}, as the next two are. */
    private @Nullable Message<Q> message;

    private boolean allSent;
    private boolean cancelled;

    Exchange(ServerCall<Message<Q>, R> call, Arrival arrival, Duration patience) {
        this.call = call;
        this.arrival = arrival;
        this.patience = patience;
        arrival.onRefusal(() -> note(() -> {}));
    }

    @Override
    public void onMessage(Message<Q> next) {
        note(() -> message = next);
    }

    @Override
    public void onHalfClose() {
        note(() -> allSent = true);
    }

    @Override
    public void onCancel() {
        note(() -> cancelled = true);
    }

    /** Comes while the work goes on only if gRPC has ended the call by itself, over a message that it could not read. */
    @Override
    public void onComplete() {
        note(() -> cancelled = true);
    }

    @Override
    public void onReady() {
        note(() -> {});
    }

    private void note(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Asks for the first message before anyone waits for it: by then it may be here. To be called before the work is begun. */
    void ask() {
        asked = true;
        call.request(1);
    }

    /** The one message of a client that sends one. */
    Q only() {
        return next().orElseThrow(() -> Status.INVALID_ARGUMENT
                .withDescription("the call ended without a request")
                .asRuntimeException());
    }

    /** The next message, which is read from the client only now; empty when there are no more. */
    Optional<Q> next() {
        if (!asked) {
            call.request(1);
        }
        asked = false;
        lock.lock();
        try {
            await(() -> message != null || allSent, "sent nothing");
            Optional<Q> next = Optional.ofNullable(message).map(Message::request);
            message = null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the client has taken nearly all that was sent: what is made then need not lie about. */
    void awaitReady() {
        begin();
        lock.lock();
        try {
            await(call::isReady, "took nothing");
        } finally {
            lock.unlock();
        }
    }

    /** Sends a message once the client has taken nearly all before it. */
    void send(R answer) {
        awaitReady();
        call.sendMessage(answer);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            call.sendHeaders(new Metadata());
        }
    }

    /** Ends here when the call has ended already. */
    void checkOpen() {
        lock.lock();
        try {
            refuseToGoOn();
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier condition, String doingNothing) {
        long nanos = patience.toNanos();
        try {
            refuseToGoOn();
            while (!condition.getAsBoolean()) {
                if (nanos <= 0) {
                    throw impatient(doingNothing);
                }
                nanos = changed.awaitNanos(nanos);
                refuseToGoOn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Status.CANCELLED
                    .withDescription("the server closes")
                    .withCause(e)
                    .asRuntimeException();
        }
    }

    private StatusRuntimeException impatient(String doingNothing) {
        return Status.DEADLINE_EXCEEDED
                .withDescription("the client " + doingNothing + " for " + patience.toSeconds() + " s")
                .asRuntimeException();
    }

    private void refuseToGoOn() {
        if (cancelled) {
            throw Status.CANCELLED.asRuntimeException();
        }
        if (arrival.isRefused()) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("too many messages arrive at once; try again later")
                    .asRuntimeException();
        }
    }

    /** Says how it ended, unless it has ended by itself: then gRPC has said so, and may not be told again. */
    void close(Status status) {
        if (!hasEnded()) {
            call.close(status, new Metadata());
        }
    }

    private boolean hasEnded() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }
}
