package dev.vitrine.castore.directory;

import dev.vitrine.castore.directory.DirectoryService.ClosureVisitor;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** The walk over a closure that needs no more than {@link DirectoryService#get}: breadth first, each digest once. */
final class Closure {
    private final DirectoryService directories;
    private final Set<Digest> seen = new HashSet<>();
    private final Queue<Digest> waiting = new ArrayDeque<>();

    private Closure(DirectoryService directories) {
        this.directories = directories;
    }

    static void visit(DirectoryService directories, Digest root, ClosureVisitor visitor) throws CastoreException {
        new Closure(directories).visit(root, visitor);
    }

    private void visit(Digest root, ClosureVisitor visitor) throws CastoreException {
        Optional<Directory> first = directories.get(root);
        if (first.isEmpty()) {
            return;
        }
        seen.add(root);
        visit(root, first.get(), visitor);
        while (!waiting.isEmpty()) {
            Digest next = waiting.remove();
            visit(next, existing(next), visitor);
        }
    }

    private Directory existing(Digest digest) throws CastoreException {
        return directories
                .get(digest)
                .orElseThrow(
                        () -> new CastoreException.Corrupt("directory " + digest + " is referred to but not there"));
    }

    private void visit(Digest digest, Directory directory, ClosureVisitor visitor) throws CastoreException {
        visitor.visit(digest, directory);
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof DirectoryNode child && seen.add(child.digest())) {
                waiting.add(child.digest());
            }
        }
    }
}
