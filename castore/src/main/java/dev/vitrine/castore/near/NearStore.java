package dev.vitrine.castore.near;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.root.RootNodes;

/**
 * A far store through a near one. Reading asks the near store first, and fetches what is not there: each digest once, for all who want
 * it. What is written goes to the far store. Thread-safe.
 */
public final class NearStore implements AutoCloseable {
    private final Publisher publisher;
    private final NearBlobs blobs;
    private final NearDirectories directories;
    private final NearRoots roots;
    private final ChecksumService checksums;

    /**
     * Puts one in front of the other; the caller goes on owning both, and closes them after this.
     *
     * @param near holds nothing but what was fetched from this or another far store
     */
    public NearStore(LocalStore near, Far far, NearOptions options) {
        OpenBlobs open = new OpenBlobs();
        publisher = new Publisher(near, new Budget(near.cache(), options, open));
        blobs = new NearBlobs(near, far.blobs(), publisher, open, options);
        directories = new NearDirectories(near.directories(), far.directories(), publisher, options.absence());
        roots = new NearRoots(near.roots(), far.roots(), options.absence());
        checksums = near.checksums();
    }

    public BlobService blobs() {
        return blobs;
    }

    public DirectoryService directories() {
        return directories;
    }

    public RootNodes roots() {
        return roots;
    }

    public ChecksumService checksums() {
        return checksums;
    }

    /** Publishes what was fetched and waits, and lets go of the rest. Harmless when repeated. */
    @Override
    public void close() {
        roots.close();
        blobs.close();
        publisher.close();
    }
}
