package dev.vitrine.castore.verify;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.Place;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Goes through all directories below some roots, depth first, and submits a check for each blob. Nothing is met twice: what waits on
 * the stack is bounded by the number of distinct directories. Used once, by one thread.
 */
final class Walk {
    private record Visit(Place place, Claim claim) {}

    private final BlobService blobs;
    private final DirectoryService directories;
    private final Tally tally;
    private final BlobChecks checks;
    private final Set<Claim> directoriesMet = new HashSet<>();
    private final Set<Claim> blobsMet = new HashSet<>();
    private final Deque<Visit> waiting = new ArrayDeque<>();

    Walk(BlobService blobs, DirectoryService directories, Tally tally, BlobChecks checks) {
        this.blobs = blobs;
        this.directories = directories;
        this.tally = tally;
        this.checks = checks;
    }

    void from(SortedMap<PathComponent, Node> roots) throws CastoreException {
        for (Map.Entry<PathComponent, Node> root : roots.entrySet()) {
            tally.root();
            meet(Place.root(root.getKey()), root.getValue());
            visitAllWaiting();
        }
    }

    private void visitAllWaiting() throws CastoreException {
        while (!waiting.isEmpty()) {
            visit(waiting.pop());
        }
    }

    private void meet(Place place, Node node) throws CastoreException {
        switch (node) {
            case DirectoryNode directory -> {
                Claim claim = new Claim(directory.digest(), directory.size());
                if (directoriesMet.add(claim)) {
                    waiting.push(new Visit(place, claim));
                }
            }
            case FileNode file -> {
                Claim claim = new Claim(file.digest(), file.size());
                if (blobsMet.add(claim)) {
                    checks.submit(new BlobCheck(blobs, tally, place, claim));
                }
            }
            case SymlinkNode symlink -> {}
        }
    }

    private void visit(Visit visit) throws CastoreException {
        Optional<Directory> directory = read(visit);
        if (directory.isPresent()) {
            checkSize(visit, directory.get());
            meetChildren(visit.place(), directory.get());
        }
    }

    /** The directory; empty, and a finding, if it is missing or broken. */
    private Optional<Directory> read(Visit visit) throws CastoreException {
        Digest digest = visit.claim().digest();
        try {
            Optional<Directory> directory = directories.get(digest);
            if (directory.isEmpty()) {
                throw new Corrupt("directory " + digest + " is missing");
            }
            checkDigest(digest, directory.get());
            return directory;
        } catch (Corrupt e) {
            tally.finding(visit.place(), digest, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The service has compared it before; here nothing is taken on trust. */
    private static void checkDigest(Digest digest, Directory directory) throws Corrupt {
        Digest actual = Blake3.digest(directory);
        if (!actual.equals(digest)) {
            throw new Corrupt("directory " + digest + " has wrong bytes: their digest is " + actual);
        }
    }

    private void checkSize(Visit visit, Directory directory) {
        Claim claim = visit.claim();
        if (directory.size() == claim.size()) {
            tally.directory();
            return;
        }
        String problem = "directory " + claim.digest() + " has " + Long.toUnsignedString(directory.size())
                + " nodes below it where its node says " + claim.sizeText();
        tally.finding(visit.place(), claim.digest(), problem);
    }

    private void meetChildren(Place place, Directory directory) throws CastoreException {
        for (int i = 0; i < directory.count(); i++) {
            meet(place.below(directory.name(i)), directory.node(i));
        }
    }
}
