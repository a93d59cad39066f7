package dev.vitrine.castore.verify;

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
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Goes through all directories below some roots, depth first, and collects the blobs. Nothing is met twice: what waits on the stack is
 * bounded by the number of distinct directories. Used once, by one thread.
 */
final class Walk {
    private final DirectoryService directories;
    private final Findings findings;
    private final Pace pace;
    private final Set<Claim> directoriesMet = new HashSet<>();
    private final Set<Claim> blobsMet = new HashSet<>();
    private final List<Met> blobs = new ArrayList<>();
    private final Deque<Met> waiting = new ArrayDeque<>();
    private long directoryCount;
    private long findingCount;

    Walk(DirectoryService directories, Findings findings, Pace pace) {
        this.directories = directories;
        this.findings = findings;
        this.pace = pace;
    }

    void from(SortedMap<PathComponent, Node> roots) throws CastoreException {
        for (Map.Entry<PathComponent, Node> root : roots.entrySet()) {
            meet(Place.root(root.getKey()), root.getValue());
            visitAllWaiting();
        }
    }

    /** The blobs that were met, in order of their digests. */
    List<Met> blobs() {
        blobs.sort(null);
        return blobs;
    }

    /** How many directories were read, and as large as their nodes say. */
    long directoryCount() {
        return directoryCount;
    }

    /** How many findings there were. */
    long findingCount() {
        return findingCount;
    }

    private void visitAllWaiting() throws CastoreException {
        while (!waiting.isEmpty()) {
            visit(waiting.pop());
        }
    }

    private void meet(Place place, Node node) {
        switch (node) {
            case DirectoryNode directory -> {
                Claim claim = new Claim(directory.digest(), directory.size());
                if (directoriesMet.add(claim)) {
                    waiting.push(new Met(claim, place));
                }
            }
            case FileNode file -> {
                Claim claim = new Claim(file.digest(), file.size());
                if (blobsMet.add(claim)) {
                    blobs.add(new Met(claim, place));
                }
            }
            case SymlinkNode _ -> {}
        }
    }

    private void visit(Met met) throws CastoreException {
        Optional<Directory> directory = read(met);
        if (directory.isPresent()) {
            pace.await(directory.get().encoding().remaining(), () -> false);
            checkSize(met, directory.get());
            meetChildren(met.place(), directory.get());
        }
    }

    /** The directory; empty, and a finding, if it is missing or broken. */
    private Optional<Directory> read(Met met) throws CastoreException {
        Digest digest = met.claim().digest();
        try {
            Optional<Directory> directory = directories.get(digest);
            if (directory.isPresent()) {
                checkDigest(digest, directory.get());
            } else {
                findings.add(met, "directory " + digest + " is missing", false);
                findingCount++;
            }
            return directory;
        } catch (Corrupt e) {
            findings.badDirectory(met, String.valueOf(e.getMessage()));
            findingCount++;
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

    private void checkSize(Met met, Directory directory) {
        Claim claim = met.claim();
        if (directory.size() == claim.size()) {
            directoryCount++;
            return;
        }
        String problem = "directory " + claim.digest() + " has " + Long.toUnsignedString(directory.size())
                + " nodes below it where its node says " + claim.sizeText();
        findings.add(met, problem, false);
        findingCount++;
    }

    private void meetChildren(Place place, Directory directory) {
        for (int i = 0; i < directory.count(); i++) {
            meet(place.below(directory.name(i)), directory.node(i));
        }
    }
}
