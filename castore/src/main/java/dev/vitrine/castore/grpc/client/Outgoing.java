package dev.vitrine.castore.grpc.client;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are streamed to a server, no faster than it takes them, and the answer that it gives at the end. A server that takes
 * nothing for too long ends the call. Closing it before the answer is there withdraws all of it. For one thread.
 */
final class Outgoing<Q, R> implements AutoCloseable {
    private static final Status TOO_EARLY = Status.UNKNOWN.withDescription("an answer came before all was sent");

    private final ClientCall<Q, R> call;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private @Nullable R answer;

    /** Guarded by {@link #lock}. */
    private @Nullable Status end;

    private Outgoing(ClientCall<Q, R> call, Duration patience) {
        this.call = call;
        this.patience = patience;
    }

    /** @param patience how long to wait until the server takes more */
    static <Q, R> Outgoing<Q, R> start(ClientCall<Q, R> call, Duration patience) {
        Outgoing<Q, R> outgoing = new Outgoing<>(call, patience);
        call.start(outgoing.new Listener(), new Metadata());
        call.request(2); // the answer, and one too many, which is refused
        return outgoing;
    }

    private final class Listener extends ClientCall.Listener<R> {
        @Override
        public void onReady() {
            change(() -> {});
        }

        @Override
        public void onMessage(R message) {
            change(() -> answer = message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            change(() -> end = status);
        }

        private void change(Runnable change) {
            lock.lock();
            try {
                change.run();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Sends the message when there is room for it; it must not change any more.
     *
     * @throws StatusException if the server has ended the call, is lost or takes nothing, or this thread is interrupted
     */
    void send(Q message) throws StatusException {
        await(patience, call::isReady);
        Status early = ended();
        if (early != null) {
            throw early.isOk() ? TOO_EARLY.asException() : early.asException();
        }
        call.sendMessage(message);
    }

    /** What was answered before the server can know that this was all is no answer to it. */
    private void checkNotAnswered() throws StatusException {
        lock.lock();
        try {
            if (answer != null || (end != null && end.isOk())) {
                throw given(TOO_EARLY);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says that this was all, and waits for the answer.
     *
     * @param time how long
     * @throws StatusException also if there is an answer already
     */
    R finish(Duration time) throws StatusException {
        checkNotAnswered();
        call.halfClose();
        await(time, () -> false);
        lock.lock();
        try {
            if (end != null && !end.isOk()) {
                throw end.asException();
            }
            if (answer == null) {
                throw Status.UNKNOWN.withDescription("no answer came").asException();
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Status ended() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** What is waited for, besides the end of the call. */
    @FunctionalInterface
    private interface Readiness {
        boolean isThere();
    }

    private void await(Duration time, Readiness readiness) throws StatusException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (end == null && !readiness.isThere()) {
                if (left <= 0) {
                    throw given(Status.DEADLINE_EXCEEDED.withDescription(
                            "nothing was taken for " + time.toMillis() + " ms"));
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw given(Status.CANCELLED.withDescription("interrupted").withCause(e));
        } finally {
            lock.unlock();
        }
    }

    private StatusException given(Status why) {
        close();
        return why.asException();
    }

    /** Withdraws what was sent, unless the answer is there. Harmless when repeated. */
    @Override
    public void close() {
        if (ended() == null) {
            call.cancel("no longer wanted", null);
        }
    }
}
