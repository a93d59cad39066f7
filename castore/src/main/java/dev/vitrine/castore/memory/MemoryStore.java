package dev.vitrine.castore.memory;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.checksum.MemoryChecksumService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.model.Room;
import dev.vitrine.castore.nar.NarHasher;
import dev.vitrine.castore.nar.NarThreads;
import dev.vitrine.castore.nix.MemoryPathInfoService;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.store.Pin;
import dev.vitrine.castore.store.Store;
import java.util.Optional;

/**
 * A store on the heap, empty at first, and gone with the process. It has room for so much, of blobs, directories and roots together; what is
 * too much is refused as unavailable, and nothing is ever removed to make room. Thread-safe.
 */
public final class MemoryStore implements Store {
    private static final int CHECKSUMS = 4096;

    private final BlobService blobs;
    private final DirectoryService directories;
    private final MemoryPathInfoService pathInfos;
    private final ChecksumService checksums = new MemoryChecksumService(CHECKSUMS);

    /** One that may take a quarter of the heap: a blob takes as much again while its writing ends. */
    public MemoryStore() {
        this(Runtime.getRuntime().maxMemory() / 4);
    }

    /** @param bytes how many it may take, about */
    public MemoryStore(long bytes) {
        Room room = new Room(bytes);
        blobs = new MemoryBlobService(room);
        directories = new MemoryDirectoryService(room);
        pathInfos = new MemoryPathInfoService(new NarThreads(new NarHasher(blobs, directories)), room);
    }

    @Override
    public BlobService blobs() {
        return blobs;
    }

    @Override
    public DirectoryService directories() {
        return directories;
    }

    @Override
    public MutableRootNodes roots() {
        return pathInfos.roots();
    }

    @Override
    public MutableRootNodes mutableRoots() {
        return roots();
    }

    @Override
    public Optional<PathInfoService> pathInfoService() {
        return Optional.of(pathInfos);
    }

    @Override
    public ChecksumService checksums() {
        return checksums;
    }

    /** Holds nothing: there are no collections of garbage. */
    @Override
    public Pin pin() {
        return Pin.NONE;
    }

    /** Does nothing: all of it goes with the last who uses it. */
    @Override
    public void close() {}
}
