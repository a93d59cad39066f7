package dev.vitrine.castore.grpc.server;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A Read whose chunks are taken one by one, when a test says so, and compared with what they should be. */
public final class HeldRead extends ClientCall.Listener<byte[]> {
    private static final long PAUSE_MILLIS = 5;
    private static final long PATIENCE_SECONDS = 120;

    private final ClientCall<byte[], byte[]> call;
    private final byte[] expected;
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean wrong;
    private volatile int position;
    private volatile Runnable next = () -> {};

    private HeldRead(ClientCall<byte[], byte[]> call, byte[] expected) {
        this.call = call;
        this.expected = expected;
    }

    /** Asks, and takes nothing of the answer yet. */
    public static HeldRead begin(WireClient client, String method, byte[] request, byte[] expected) {
        HeldRead read = new HeldRead(client.begin(method, CallOptions.DEFAULT), expected);
        read.call.start(read, new Metadata());
        read.call.sendMessage(request);
        read.call.halfClose();
        return read;
    }

    /** Takes some messages, when they come. */
    public void take(int messages) {
        call.request(messages);
    }

    /** Takes all that is left, each message a while after the one before. */
    public void takeSlowly(ScheduledExecutorService clock) {
        next = () -> {
            var _ = clock.schedule(() -> call.request(1), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        };
        call.request(1);
    }

    public void cancel() {
        call.cancel("the test wants no more", null);
    }

    /** How many messages came. */
    public int taken() {
        return taken.get();
    }

    /** Whether all bytes came, as they should be. */
    public boolean isWhole() {
        return !wrong && position == expected.length;
    }

    /** How it ended. */
    public Status end() {
        return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void onMessage(byte[] message) {
        int start = 1; // behind the tag, and then behind the length
        while (message[start++] < 0) {}
        int end = position + message.length - start;
        wrong |= end > expected.length || !Arrays.equals(message, start, message.length, expected, position, end);
        position = end;
        taken.incrementAndGet();
        next.run();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.complete(status);
    }
}
