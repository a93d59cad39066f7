package dev.vitrine.castore.grpc.server;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A call whose answers are taken only when a test says so, and then dropped. */
final class Taking extends ClientCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> call;
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    final AtomicInteger taken = new AtomicInteger();

    private Taking(ClientCall<byte[], byte[]> call) {
        this.call = call;
    }

    /** Asks, and takes nothing of the answer yet. */
    static Taking begin(WireClient client, String method, String request, CallOptions options) {
        Taking taking = new Taking(client.begin(method, options));
        taking.call.start(taking, new Metadata());
        taking.call.sendMessage(WireClient.bytes(request));
        taking.call.halfClose();
        return taking;
    }

    static Taking begin(WireClient client, String method, String request) {
        return begin(client, method, request, CallOptions.DEFAULT);
    }

    /** Takes some messages more, when they come. */
    void take(int messages) {
        call.request(messages);
    }

    void cancel() {
        call.cancel("the test wants no more", null);
    }

    /** How it ended. */
    Status end() {
        return end.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void onMessage(byte[] message) {
        taken.incrementAndGet();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.complete(status);
    }
}
