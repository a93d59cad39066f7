package dev.vitrine.castore.verify;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.verify.Progress.Count;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Re-hashes everything that the roots reach, each digest once: first all directories, on the caller's thread, and then the blobs in the
 * order of their digests, on threads of its own. Thread-safe.
 *
 * <p>Takes some 300 bytes of memory per distinct digest, and one read buffer per thread, whatever the size of the blobs.
 */
public final class Verifier {
    private final BlobService blobs;
    private final DirectoryService directories;
    private final RootNodes roots;
    private final VerifyOptions options;

    /**
     * A verifier of these services, which the caller goes on owning. They should be those of the store itself: a cache in between
     * would vouch for what it remembers. Blobs are best opened unverified, as all of them are hashed here.
     */
    public Verifier(BlobService blobs, DirectoryService directories, RootNodes roots, VerifyOptions options) {
        this.blobs = blobs;
        this.directories = directories;
        this.roots = roots;
        this.options = options;
    }

    /**
     * Verifies the roots as they are now. Problems never stop it: each is handed to the listener, one at a time, by whichever thread
     * found it; those of directories first, those of blobs more or less in the order of digests. The result counts what was resumed
     * too. At the end the checkpoint is cleared; when it fails, it stays, and tells how far this has come.
     *
     * @throws CastoreException.Unavailable if the store cannot be reached
     * @throws CastoreException.ListingDisabled if the roots cannot be listed
     */
    public Verification verify(Consumer<Finding> listener) throws CastoreException {
        Findings findings = new Findings(listener, options.quarantine());
        Pace pace = new Pace(options.rate(), Pace.Clock.SYSTEM);
        SortedMap<PathComponent, Node> all = roots.list();
        Walk walk = new Walk(directories, findings, pace);
        walk.from(all);
        long found = walk.findingCount();
        long read = walk.directoryCount();
        Count count = verify(walk.blobs(), findings, pace);
        options.checkpoints().clear();
        return new Verification(all.size(), read, count.blobs(), count.bytes(), found + count.findings());
    }

    private Count verify(List<Met> all, Findings findings, Pace pace) throws CastoreException {
        Optional<Checkpoint> begin = options.isResumed() ? options.checkpoints().load() : Optional.empty();
        List<Part> parts = Part.of(begin.isEmpty() ? all : behind(begin.get(), all));
        Count before = begin.map(earlier -> new Count(earlier.blobs(), earlier.bytes(), earlier.findings()))
                .orElse(Count.NOTHING);
        Progress progress = new Progress(options.checkpoints(), parts, before);
        if (options.rate().isEmpty()) {
            Blake3.expect(parts.stream().mapToLong(Part::claimed).sum());
        }
        new BlobChecks(parts, progress, BlobChecks.of(blobs, findings, pace)).run(options.threads());
        return progress.count();
    }

    private static List<Met> behind(Checkpoint checkpoint, List<Met> all) {
        return all.stream()
                .filter(met -> met.claim().digest().compareTo(checkpoint.last()) > 0)
                .toList();
    }
}
