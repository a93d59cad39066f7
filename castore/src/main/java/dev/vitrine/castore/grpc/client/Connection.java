package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.grpc.Dialect;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way to one server, on which calls are made. It is made when the first call needs it, and anew after it was lost, at most a second
 * after a call has found it so: no call waits for a server that is known to be away. Thread-safe.
 */
final class Connection implements AutoCloseable {
    private static final long RECONNECT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int WRITES_UNDER_WAY = 1 << 20;

    private final GrpcAddress address;
    private final Duration deadline;
    private final Channels.Made made;
    private final Dialect firstGuess;

    /** How often a connection was lost: what was learnt about a server before may be wrong after. */
    private final AtomicLong losses = new AtomicLong();

    private final AtomicLong lastReconnect = new AtomicLong(System.nanoTime() - RECONNECT_NANOS);

    private Connection(GrpcAddress address, Duration deadline, Channels.Made made, Dialect firstGuess) {
        this.address = address;
        this.deadline = deadline;
        this.made = made;
        this.firstGuess = firstGuess;
    }

    /** Tries again what changes nothing. */
    Attempts attempts() {
        return new Attempts(deadline);
    }

    /**
     * A connection that is not made yet. The caller closes it.
     *
     * @param firstGuess in which dialect the server is asked first
     */
    static Connection to(GrpcAddress address, RemoteStoreOptions options, Dialect firstGuess) throws Unavailable {
        Connection connection =
                new Connection(address, options.deadline(), Channels.make(address, options), firstGuess);
        connection.watch(ConnectivityState.IDLE);
        return connection;
    }

    private void watch(ConnectivityState state) {
        made.channel().notifyWhenStateChanged(state, () -> {
            if (state == ConnectivityState.READY) {
                losses.incrementAndGet();
            }
            ConnectivityState next = made.channel().getState(false);
            if (next != ConnectivityState.SHUTDOWN) {
                watch(next);
            }
        });
    }

    Dialect firstGuess() {
        return firstGuess;
    }

    long losses() {
        return losses.get();
    }

    /** Connects now; {@link Unavailable} if the server is not there within the deadline. */
    void await() throws Unavailable {
        ManagedChannel channel = made.channel();
        CompletableFuture<ConnectivityState> settled = new CompletableFuture<>();
        settle(channel, settled);
        ConnectivityState state = settled.completeOnTimeout(
                        ConnectivityState.CONNECTING, deadline.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        if (state != ConnectivityState.READY) {
            throw Unavailable.because(
                    "the store at " + address + " cannot be reached", new IOException("no connection"));
        }
    }

    private static void settle(ManagedChannel channel, CompletableFuture<ConnectivityState> settled) {
        ConnectivityState state = channel.getState(true);
        switch (state) {
            case READY, TRANSIENT_FAILURE, SHUTDOWN -> settled.complete(state);
            case IDLE, CONNECTING -> channel.notifyWhenStateChanged(state, () -> settle(channel, settled));
        }
    }

    /** One question, one answer. */
    <Q, R> R ask(MethodDescriptor<Q, R> method, Q question) throws StatusException {
        try {
            return ClientCalls.blockingUnaryCall(channel(), method, within(deadline), question);
        } catch (StatusRuntimeException e) {
            throw e.getStatus().asException(e.getTrailers());
        }
    }

    private static CallOptions within(Duration time) {
        return CallOptions.DEFAULT.withDeadlineAfter(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * One question, and a stream of answers, of which the first, or the end, has come when this returns.
     *
     * @param window how many answers may be here and not yet taken, 1 or more
     * @param maxMessage the longest answer in bytes
     */
    <Q, R> Incoming<R> stream(MethodDescriptor<Q, R> method, Q question, int window, int maxMessage)
            throws StatusException {
        CallOptions options = CallOptions.DEFAULT.withMaxInboundMessageSize(maxMessage);
        return Incoming.of(channel().newCall(method, options), question, window, deadline);
    }

    /** A stream of messages, with one answer at its end. */
    <Q, R> Outgoing<Q, R> send(MethodDescriptor<Q, R> method) {
        CallOptions options = CallOptions.DEFAULT.withOnReadyThreshold(WRITES_UNDER_WAY);
        return Outgoing.start(channel().newCall(method, options), deadline);
    }

    /** A server that was away may be there again, whatever the channel means to wait. */
    private ManagedChannel channel() {
        ManagedChannel channel = made.channel();
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            long last = lastReconnect.get();
            long now = System.nanoTime();
            if (now - last >= RECONNECT_NANOS && lastReconnect.compareAndSet(last, now)) {
                channel.resetConnectBackoff();
            }
        }
        return channel;
    }

    /** Why something could not be done, for a person. */
    CastoreException failure(String action, StatusException e) {
        return GrpcFailure.of("the store at " + address, action, e);
    }

    @Override
    public String toString() {
        return address.toString();
    }

    /** Ends all calls; what is called later finds the store unavailable. Harmless when repeated. */
    @Override
    public void close() {
        made.channel().shutdownNow();
        try {
            boolean _ = made.channel().awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        made.release().run();
    }
}
