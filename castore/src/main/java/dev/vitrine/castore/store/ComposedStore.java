package dev.vitrine.castore.store;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootNodes;
import java.util.Optional;

/**
 * One store made of the services of several, each named by itself. It owns them. Thread-safe.
 *
 * @param blobStore whose blobs and checksums are used
 * @param directoryStore whose directories are used
 * @param rootStore whose roots can be set
 * @param roots the roots that are shown
 * @param owned closes all of them
 */
public record ComposedStore(Store blobStore, Store directoryStore, Store rootStore, RootNodes roots, Runnable owned)
        implements Store {
    @Override
    public BlobService blobs() {
        return blobStore.blobs();
    }

    @Override
    public BlobService storedBlobs() {
        return blobStore.storedBlobs();
    }

    @Override
    public DirectoryService directories() {
        return directoryStore.directories();
    }

    @Override
    public DirectoryService closures() {
        return directoryStore.closures();
    }

    @Override
    public MutableRootNodes mutableRoots() throws CastoreException {
        return rootStore.mutableRoots();
    }

    @Override
    public Optional<PathInfoService> pathInfoService() {
        return rootStore.pathInfoService();
    }

    @Override
    public ChecksumService checksums() {
        return blobStore.checksums();
    }

    /** In each of them. */
    @Override
    public Pin pin() throws CastoreException {
        Pin blobs = blobStore.pin();
        try {
            Pin directories = directoryStore.pin();
            return () -> {
                directories.close();
                blobs.close();
            };
        } catch (CastoreException e) {
            blobs.close();
            throw e;
        }
    }

    @Override
    public void close() {
        owned.run();
    }
}
