package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.checksum.MemoryChecksumService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.root.MemoryRootNodes;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.root.UnlistedRootNodes;
import dev.vitrine.castore.view.StoreView;
import dev.vitrine.gateway.access.AccessOptions;
import dev.vitrine.gateway.admin.Watch;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** A gateway over a store in memory, at a free port. Close it. */
final class Served implements AutoCloseable {
    /** Tests that send requests by hand call the host x. */
    static final AccessOptions ACCESS = AccessOptions.OPEN.withHosts("x");

    final MemoryRootNodes roots = new MemoryRootNodes();
    private final BlobService blobs;
    private final MemoryDirectoryService directories = new MemoryDirectoryService();
    private final Map<Node, Directory> known = new HashMap<>();
    private final StoreView view;
    private final Gateway gateway;

    private Served(BlobService blobs, boolean listed, GatewayOptions options, ChecksumService checksums)
            throws GatewayException {
        this(blobs, listed, options, checksums, Watch.NOBODY);
    }

    private Served(BlobService blobs, boolean listed, GatewayOptions options, ChecksumService checksums, Watch watch)
            throws GatewayException {
        this.blobs = blobs;
        RootNodes shown = listed ? roots : new UnlistedRootNodes(roots);
        view = new StoreView(blobs, directories, shown, checksums, 1 << 20);
        gateway = Gateway.start(view, options, watch);
    }

    static Served start() throws GatewayException {
        return over(new MemoryBlobService());
    }

    static Served over(BlobService blobs) throws GatewayException {
        return new Served(blobs, true, defaults(), new MemoryChecksumService(1000));
    }

    static Served keeping(ChecksumService checksums) throws GatewayException {
        return new Served(new MemoryBlobService(), true, defaults(), checksums);
    }

    static Served unlisted() throws GatewayException {
        return new Served(new MemoryBlobService(), false, defaults(), new MemoryChecksumService(1000));
    }

    static Served with(GatewayOptions options, BlobService blobs) throws GatewayException {
        return new Served(blobs, true, options, new MemoryChecksumService(1000));
    }

    static Served watched(Watch watch, BlobService blobs) throws GatewayException {
        return watched(watch, blobs, defaults());
    }

    static Served watched(Watch watch, BlobService blobs, GatewayOptions options) throws GatewayException {
        return new Served(blobs, true, options, new MemoryChecksumService(1000), watch);
    }

    static GatewayOptions defaults() {
        return GatewayOptions.listeningOn(ListenAddress.ANY_LOOPBACK_PORT).withAccess(ACCESS);
    }

    Gateway gateway() {
        return gateway;
    }

    /** A client for the gateway. */
    RawHttp http() {
        return new RawHttp(gateway.address());
    }

    Served root(String name, Node node) throws CastoreException {
        roots.put(PathComponent.of(name), node);
        return this;
    }

    FileNode file(String text) throws CastoreException {
        return file(text.getBytes(UTF_8));
    }

    FileNode file(byte[] bytes) throws CastoreException {
        return new FileNode(blobs.put(ByteBuffer.wrap(bytes)), bytes.length, false);
    }

    static SymlinkNode symlink(String target) throws CastoreException {
        return new SymlinkNode(SymlinkTarget.of(target));
    }

    static SymlinkNode symlink(byte[] target) throws CastoreException {
        return new SymlinkNode(SymlinkTarget.of(target));
    }

    /** A directory of one entry. */
    DirectoryNode directory(String name, Node node) throws CastoreException {
        return directory(Directory.builder().add(PathComponent.of(name), node));
    }

    /** A directory whose children this object made before. */
    DirectoryNode directory(Directory.Builder builder) throws CastoreException {
        Directory directory = builder.build();
        try (DirectoryPutter putter = directories.putter()) {
            putBelow(directory, putter);
            DirectoryNode node = new DirectoryNode(putter.put(directory), directory.size());
            putter.finish();
            known.put(node, directory);
            return node;
        }
    }

    private void putBelow(Directory directory, DirectoryPutter putter) throws CastoreException {
        for (int i = 0; i < directory.count(); i++) {
            Directory child = known.get(directory.node(i));
            if (child != null) {
                putBelow(child, putter);
                putter.put(child);
            }
        }
    }

    @Override
    public void close() {
        gateway.close();
        view.close();
    }
}
