package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.local.LocalStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server, and a client of its first address. Closing it closes both. */
final class Serving implements AutoCloseable {
    private static final long PAUSE_NANOS = 2_000_000;
    private static final long DEADLINE_NANOS = 20_000_000_000L;

    static final ServerAddress LOOPBACK = new ServerAddress.Tcp("127.0.0.1", 0);

    private final GrpcServer server;
    private final WireClient client;

    private Serving(GrpcServer server) {
        this.server = server;
        this.client = WireClient.to(server.addresses().getFirst());
    }

    static Serving of(ServedCastore castore, ServerLimits limits, ServerAddress... addresses) throws IOException {
        return new Serving(GrpcServer.start(List.of(addresses), castore, ServerOptions.DEFAULT.withLimits(limits)));
    }

    static Serving of(ServedCastore castore, ServerAddress... addresses) throws IOException {
        return of(castore, ServerLimits.DEFAULT, addresses);
    }

    /** All of a store. */
    static ServedCastore castore(LocalStore store) {
        return castore(store, store.blobs(), store.directories());
    }

    /** The roots of a store over other blobs and directories. */
    static ServedCastore castore(LocalStore store, BlobService blobs, DirectoryService directories) {
        Keeper keeper = () -> store.pin()::close;
        Writing writing = new Writing(store.roots(), keeper);
        return new ServedCastore(blobs, directories, store.roots(), Optional.of(writing)).knowing(store.pathInfos());
    }

    GrpcServer server() {
        return server;
    }

    WireClient client() {
        return client;
    }

    /** Waits for what happens by itself, by looking again and again. */
    static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > DEADLINE_NANOS) {
                throw new AssertionError("after 20 s not yet: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
