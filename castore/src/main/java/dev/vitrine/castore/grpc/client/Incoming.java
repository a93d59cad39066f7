package dev.vitrine.castore.grpc.client;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Messages that a server streams here, of which no more come than there is room for. A server that is silent for too long ends the call:
 * a stream as a whole may take any time. For one thread.
 */
final class Incoming<R> implements AutoCloseable {
    /** What comes. */
    private sealed interface Event<R> {
        record Message<R>(R message) implements Event<R> {}

        record End<R>(Status status) implements Event<R> {}
    }

    private final ClientCall<?, R> call;
    private final Duration patience;
    private final BlockingQueue<Event<R>> events = new LinkedBlockingQueue<>();
    private @Nullable Event<R> first;
    private boolean ended;

    private Incoming(ClientCall<?, R> call, Duration patience) {
        this.call = call;
        this.patience = patience;
    }

    /**
     * Asks, and waits for the first message or the end.
     *
     * @param window how many messages may be here and not yet taken
     * @param patience how long to wait for each message
     * @throws StatusException if the end came first, and is a failure
     */
    static <Q, R> Incoming<R> of(ClientCall<Q, R> call, Q question, int window, Duration patience)
            throws StatusException {
        Incoming<R> incoming = new Incoming<>(call, patience);
        call.start(incoming.new Listener(), new Metadata());
        call.request(window);
        call.sendMessage(question);
        call.halfClose();
        incoming.first = incoming.await();
        return incoming;
    }

    /** Only fills the queue, whose length the window bounds. */
    private final class Listener extends ClientCall.Listener<R> {
        @Override
        public void onMessage(R message) {
            events.add(new Event.Message<>(message));
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            events.add(new Event.End<>(status));
        }
    }

    /**
     * The next message; empty at the end.
     *
     * @throws StatusException if the server reports a failure, is lost or silent, or this thread is interrupted, which it stays
     */
    Optional<R> next() throws StatusException {
        if (ended) {
            return Optional.empty();
        }
        Event<R> event = first == null ? await() : first;
        first = null;
        return switch (event) {
            case Event.Message<R>(R message) -> {
                call.request(1);
                yield Optional.of(message);
            }
            case Event.End<R> _ -> {
                ended = true;
                yield Optional.empty();
            }
        };
    }

    /** A message, or an end that is none too early. */
    private Event<R> await() throws StatusException {
        Event<R> event = poll();
        if (event instanceof Event.End<R>(Status status) && !status.isOk()) {
            ended = true;
            throw status.asException();
        }
        return event;
    }

    private Event<R> poll() throws StatusException {
        try {
            Event<R> event = events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw given(
                        Status.DEADLINE_EXCEEDED.withDescription("nothing came for " + patience.toMillis() + " ms"));
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw given(Status.CANCELLED.withDescription("interrupted").withCause(e));
        }
    }

    private StatusException given(Status why) {
        close();
        return why.asException();
    }

    /** Ends the call, if the server has not. Harmless when repeated. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            call.cancel("no longer wanted", null);
        }
    }
}
