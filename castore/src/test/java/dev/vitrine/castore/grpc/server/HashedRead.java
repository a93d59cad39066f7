package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Digest;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A Read of a blob of any length, of which a chunk or two are in memory. */
public final class HashedRead extends ClientCall.Listener<byte[]> {
    private static final String READ = "tvix.castore.v1.BlobService/Read";
    private static final long PATIENCE_MINUTES = 4;

    private final ClientCall<byte[], byte[]> call;
    private final Blake3 hash = new Blake3();
    private final CompletableFuture<Status> end = new CompletableFuture<>();

    private HashedRead(ClientCall<byte[], byte[]> call) {
        this.call = call;
    }

    /** The digest of what comes of that blob. */
    public static Digest of(WireClient client, Digest blob) {
        HashedRead read = new HashedRead(client.begin(READ, CallOptions.DEFAULT));
        read.call.start(read, new Metadata());
        read.call.sendMessage(WireClient.bytes("0a20" + blob.hex()));
        read.call.halfClose();
        read.call.request(1);
        Status status = read.end.orTimeout(PATIENCE_MINUTES, TimeUnit.MINUTES).join();
        if (!status.isOk()) {
            throw new AssertionError("it ended with " + status);
        }
        return read.hash.finish();
    }

    @Override
    public void onMessage(byte[] message) {
        int start = 1; // behind the tag, and then behind the length
        while (message[start++] < 0) {}
        hash.update(message, start, message.length - start);
        call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.complete(status);
    }
}
