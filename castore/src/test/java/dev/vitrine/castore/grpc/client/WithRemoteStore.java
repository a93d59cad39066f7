package dev.vitrine.castore.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.grpc.Dialect;
import dev.vitrine.castore.grpc.server.GrpcServer;
import dev.vitrine.castore.grpc.server.ServedCastore;
import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.castore.grpc.server.ServerOptions;
import dev.vitrine.castore.grpc.server.Writing;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.root.MutableRootNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store that is served, and another one that has all it has from there, made before each test and closed after it. */
abstract class WithRemoteStore {
    @TempDir
    Path temporary;

    private final Dialect dialect;
    private final boolean isUnix;
    private final boolean byParts;
    private LocalStore stored;
    private GrpcServer server;
    private RemoteStore remote;

    WithRemoteStore(Dialect dialect, boolean isUnix) {
        this(dialect, isUnix, false);
    }

    WithRemoteStore(Dialect dialect, boolean isUnix, boolean byParts) {
        this.dialect = dialect;
        this.isUnix = isUnix;
        this.byParts = byParts;
    }

    @BeforeEach
    final void open() throws IOException {
        stored = LocalStore.create(temporary.resolve("store"));
        Path spools = Files.createDirectory(temporary.resolve("spools"));
        server = GrpcServer.start(List.of(listen()), served(stored), ServerOptions.DEFAULT);
        RemoteStoreOptions options =
                RemoteStoreOptions.DEFAULTS.withTemporary(spools).withParts(byParts);
        remote = RemoteStore.open(address(server.addresses().getFirst()), options, dialect);
    }

    private ServerAddress listen() {
        return isUnix ? new ServerAddress.Unix(temporary.resolve("socket")) : new ServerAddress.Tcp("127.0.0.1", 0);
    }

    private static ServedCastore served(LocalStore store) {
        Writing writing = new Writing(store.roots(), () -> store.pin()::close);
        return new ServedCastore(store.blobs(), store.directories(), store.roots(), Optional.of(writing))
                .knowing(store.pathInfos());
    }

    private static GrpcAddress address(ServerAddress address) {
        return switch (address) {
            case ServerAddress.Tcp(String host, int port) -> new GrpcAddress.Tcp(host, port, false, false);
            case ServerAddress.Unix(Path socket) -> new GrpcAddress.Unix(socket, false);
        };
    }

    @AfterEach
    final void close() throws IOException {
        remote.close();
        server.close();
        stored.close();
        try (Stream<Path> left = Files.list(temporary.resolve("spools"))) {
            assertThat(left).as("files that are left").isEmpty();
        }
    }

    final LocalStore stored() {
        return stored;
    }

    final RemoteStore remote() {
        return remote;
    }

    public final BlobService blobs() {
        return remote.blobs();
    }

    public final DirectoryService directories() {
        return remote.directories();
    }

    public final MutableRootNodes roots() {
        try {
            return remote.mutableRoots();
        } catch (CastoreException e) {
            throw new AssertionError(e);
        }
    }
}
