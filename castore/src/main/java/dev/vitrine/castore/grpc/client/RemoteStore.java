package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.checksum.MemoryChecksumService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.PrefetchedDirectoryService;
import dev.vitrine.castore.grpc.Dialect;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.store.Pin;
import dev.vitrine.castore.store.Store;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A store behind a gRPC server: another Vitrine, or a daemon of tvix or snix. It need not be there when this opens, and may go and come
 * back: while it is away everything is {@link CastoreException.Unavailable}. Thread-safe.
 */
public final class RemoteStore implements Store {
    private static final int CHECKSUMS = 4096;

    private final Connection connection;
    private final BlobService blobs;
    private final DirectoryService directories;
    private final RemoteRootNodes roots;
    private final RootNodes storePaths;
    private final PathInfoService pathInfos;
    private final ChecksumService checksums = new MemoryChecksumService(CHECKSUMS);

    private RemoteStore(Connection connection, RemoteStoreOptions options) {
        this.connection = connection;
        this.blobs = new GrpcBlobService(connection, options);
        this.directories = new GrpcDirectoryService(connection, options);
        PathInfoCalls pathInfoCalls = new PathInfoCalls(connection);
        this.storePaths = new PathInfoRootNodes(pathInfoCalls, InstantSource.system());
        RootCalls calls = new RootCalls(connection);
        GrpcRootNodes named = new GrpcRootNodes(calls);
        this.roots = new RemoteRootNodes(connection, calls, named, storePaths);
        this.pathInfos = new RemotePathInfos(pathInfoCalls, named::changed);
    }

    /**
     * The store at that address. The caller closes it.
     *
     * @throws CastoreException.Unavailable if it cannot be reached and the address is {@linkplain GrpcAddress#isEager eager}, or if there
     *     is something wrong with the options
     */
    public static RemoteStore open(GrpcAddress address, RemoteStoreOptions options) throws CastoreException {
        return open(address, options, Dialect.TVIX);
    }

    /** @param firstGuess in which dialect the server is asked first */
    static RemoteStore open(GrpcAddress address, RemoteStoreOptions options, Dialect firstGuess)
            throws CastoreException {
        Connection connection = Connection.to(address, options, firstGuess);
        try {
            if (address.isEager()) {
                connection.await();
            }
        } catch (CastoreException e) {
            connection.close();
            throw e;
        }
        return new RemoteStore(connection, options);
    }

    @Override
    public BlobService blobs() {
        return blobs;
    }

    @Override
    public DirectoryService directories() {
        return directories;
    }

    /** From one call for a whole closure. */
    @Override
    public DirectoryService closures() {
        return new PrefetchedDirectoryService(directories, Runtime.getRuntime().maxMemory() / 4);
    }

    /** By Vitrine's own RootService, or else the store paths, which cannot be set. */
    @Override
    public RootNodes roots() {
        return roots;
    }

    @Override
    public MutableRootNodes mutableRoots() throws CastoreException {
        return roots.mutable();
    }

    /** The store paths of the server's PathInfoService, also where it has a RootService. */
    public RootNodes storePaths() {
        return storePaths;
    }

    /** What the server knows of them, if it has that service: else each call finds the store unavailable. */
    @Override
    public Optional<PathInfoService> pathInfoService() {
        return Optional.of(pathInfos);
    }

    /** In the memory of this process. */
    @Override
    public ChecksumService checksums() {
        return checksums;
    }

    /** Holds nothing. */
    @Override
    public Pin pin() {
        return Pin.NONE;
    }

    @Override
    public void close() {
        connection.close();
    }
}
