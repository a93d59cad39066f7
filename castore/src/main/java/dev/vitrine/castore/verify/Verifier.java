package dev.vitrine.castore.verify;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.root.RootNodes;
import java.util.function.Consumer;

/**
 * Re-hashes everything that the roots reach, each digest once. Thread-safe; each verification runs on its caller's thread, which walks
 * the directories, and on threads of its own, which read blobs.
 *
 * <p>Takes some 150 bytes of memory per distinct digest, and one read buffer per thread, whatever the size of the blobs.
 */
public final class Verifier {
    private final BlobService blobs;
    private final DirectoryService directories;
    private final RootNodes roots;
    private final int threads;

    /**
     * A verifier of these services, which the caller goes on owning. They should be those of the store itself: a cache in between
     * would vouch for what it remembers. Blobs are best opened unverified, as all of them are hashed here.
     *
     * @param threads how many threads read blobs, 1 or more
     */
    public Verifier(BlobService blobs, DirectoryService directories, RootNodes roots, int threads) {
        this.blobs = blobs;
        this.directories = directories;
        this.roots = roots;
        this.threads = threads;
    }

    /**
     * Verifies the roots as they are now. Problems never stop it: each is handed to the listener, one at a time, by whichever thread
     * found it and in no particular order.
     *
     * @throws CastoreException.Unavailable if the store cannot be reached
     * @throws CastoreException.ListingDisabled if the roots cannot be listed
     */
    public Verification verify(Consumer<Finding> listener) throws CastoreException {
        Tally tally = new Tally(listener);
        try (BlobChecks checks = new BlobChecks(threads)) {
            new Walk(blobs, directories, tally, checks).from(roots.list());
            checks.finish();
        }
        return tally.total();
    }
}
