package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.root.RootNodes;
import java.util.Optional;

/**
 * What a gRPC server shows. All of it stays the caller's, and must outlive the server.
 *
 * @param roots those that can be looked up, and listed if they let themselves be
 * @param pathInfos what is known of the store paths among the roots; empty for a server that does not answer to that
 * @param writing empty for a server that only reads
 */
public record ServedCastore(
        BlobService blobs,
        DirectoryService directories,
        RootNodes roots,
        Optional<PathInfoService> pathInfos,
        Optional<Writing> writing) {
    /** One that knows nothing of store paths. */
    public ServedCastore(BlobService blobs, DirectoryService directories, RootNodes roots, Optional<Writing> writing) {
        this(blobs, directories, roots, Optional.empty(), writing);
    }

    /** The same with what is known of the store paths among its roots. */
    public ServedCastore knowing(PathInfoService storePaths) {
        return new ServedCastore(blobs, directories, roots, Optional.of(storePaths), writing);
    }

    /** The same for reading alone. */
    public ServedCastore readOnly() {
        return new ServedCastore(blobs, directories, roots, pathInfos, Optional.empty());
    }
}
