package dev.vitrine.castore.store;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootNodes;
import java.util.Optional;

/** The services of one store, on this machine or elsewhere. Thread-safe. */
public interface Store extends AutoCloseable {
    BlobService blobs();

    /** The same blobs as they lie there, unverified where that can be: for who verifies them all the same. */
    default BlobService storedBlobs() {
        return blobs();
    }

    DirectoryService directories();

    /** The same directories, for who will ask for all that lie below those that he asks for. */
    default DirectoryService closures() {
        return directories();
    }

    RootNodes roots();

    /**
     * The same roots, to set and remove.
     *
     * @throws CastoreException.Invalid if that is not possible
     */
    MutableRootNodes mutableRoots() throws CastoreException;

    /** What is known of the store paths among the roots, and can be put; empty where that is nowhere kept. */
    default Optional<PathInfoService> pathInfoService() {
        return Optional.empty();
    }

    /** What is kept here may be forgotten. */
    ChecksumService checksums();

    /**
     * Keeps what is written, or found to be there, from now on from being collected as garbage, where the store can: until the pin is
     * closed, or the process ends. Elsewhere only the grace of collections does.
     */
    Pin pin() throws CastoreException;

    /** Releases everything; what is called later finds the store unavailable. Harmless when repeated. */
    @Override
    void close();
}
