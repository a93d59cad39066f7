package dev.vitrine.castore.gc;

import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.Place;
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
import java.util.Map;

/**
 * Marks what roots reach: each directory is read once, blobs are not. Takes 43 to 86 bytes of memory for each distinct digest, and a
 * link for each directory that was met and not yet read. Not thread-safe.
 */
public final class Marker {
    private record Visit(Place place, Digest directory) {}

    private final DirectoryService directories;
    private final DigestSet markedDirectories = new DigestSet();
    private final DigestSet markedBlobs = new DigestSet();
    private final Deque<Visit> waiting = new ArrayDeque<>();

    public Marker(DirectoryService directories) {
        this.directories = directories;
    }

    /**
     * Marks what these roots reach, in addition to what is marked already.
     *
     * @throws Corrupt if a directory is missing or broken: what lies below it cannot be known. Then this marker is of no use any more
     */
    public void mark(Map<PathComponent, Node> roots) throws CastoreException {
        for (Map.Entry<PathComponent, Node> root : roots.entrySet()) {
            meet(Place.root(root.getKey()), root.getValue());
            visitAllWaiting();
        }
    }

    /** Whether a root reaches the directory of that digest. */
    public boolean hasDirectory(Digest digest) {
        return markedDirectories.contains(digest);
    }

    /** Whether a root reaches the blob of that digest. */
    public boolean hasBlob(Digest digest) {
        return markedBlobs.contains(digest);
    }

    /** How many distinct directories are marked. */
    public int directories() {
        return markedDirectories.size();
    }

    /** How many distinct blobs are marked. */
    public int blobs() {
        return markedBlobs.size();
    }

    private void visitAllWaiting() throws CastoreException {
        while (!waiting.isEmpty()) {
            Visit visit = waiting.pop();
            Directory directory = read(visit);
            for (int i = 0; i < directory.count(); i++) {
                meet(visit.place().below(directory.name(i)), directory.node(i));
            }
        }
    }

    private void meet(Place place, Node node) {
        switch (node) {
            case DirectoryNode directory -> {
                if (markedDirectories.add(directory.digest())) {
                    waiting.push(new Visit(place, directory.digest()));
                }
            }
            case FileNode file -> markedBlobs.add(file.digest());
            case SymlinkNode _ -> {}
        }
    }

    private Directory read(Visit visit) throws CastoreException {
        try {
            return directories
                    .get(visit.directory())
                    .orElseThrow(() -> new Corrupt("directory " + visit.directory() + " is missing"));
        } catch (Corrupt e) {
            throw new Corrupt(
                    "garbage cannot be told from what is needed below '"
                            + visit.place().path() + "': " + e.getMessage() + " (verify names all that is broken)",
                    e);
        }
    }
}
