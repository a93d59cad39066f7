package dev.vitrine.castore.nix;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.nar.NarHasher;
import dev.vitrine.castore.root.MutableRootNodes;

final class MemoryPathInfoServiceTest implements PathInfoServiceContract {
    private final BlobService blobs = new MemoryBlobService();
    private final MemoryPathInfoService pathInfos =
            new MemoryPathInfoService(new NarHasher(blobs, new MemoryDirectoryService()));

    @Override
    public PathInfoService pathInfos() {
        return pathInfos;
    }

    @Override
    public MutableRootNodes roots() {
        return pathInfos.roots();
    }

    @Override
    public BlobService blobs() {
        return blobs;
    }
}
