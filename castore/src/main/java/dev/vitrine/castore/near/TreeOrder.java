package dev.vitrine.castore.near;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The files that who reads a whole tree wants after one of them: those behind it in its directory, with what lies below; those before it, for
 * who goes by inode numbers; and those behind this directory in the one above. Not thread-safe.
 */
final class TreeOrder {
    /** So many entries are looked at for one file: there may be millions that are none. */
    private static final int MOST_STEPS = 1_000;

    private final KnownTree tree;
    private final Deque<Row> rows = new ArrayDeque<>();

    TreeOrder(KnownTree tree, Place start) {
        this.tree = tree;
        rows.push(new Row(start, 0, start.position(), false));
        rows.push(Row.behind(start));
    }

    /** The next file; empty when there is none, or none is near. */
    Optional<FileNode> next() throws CastoreException {
        for (int steps = 0; steps < MOST_STEPS && !rows.isEmpty(); steps++) {
            Row row = rows.element();
            if (row.isAtEnd()) {
                leave(rows.pop());
                continue;
            }
            switch (row.next()) {
                case FileNode file -> {
                    return Optional.of(file);
                }
                case DirectoryNode child -> {
                    if (row.isEntered()) {
                        enter(child);
                    }
                }
                case SymlinkNode _ -> {}
            }
        }
        return Optional.empty();
    }

    private void enter(DirectoryNode child) throws CastoreException {
        tree.visit(child.digest()).ifPresent(directory -> rows.push(Row.of(child.digest(), directory)));
    }

    /** Above the first directory are others that were looked into to come there. */
    private void leave(Row row) {
        if (rows.isEmpty()) {
            tree.place(row.home()).ifPresent(place -> rows.push(Row.behind(place)));
        }
    }

    /** Entries of a directory that follow each other. */
    private static final class Row {
        private final Digest home;
        private final Directory directory;
        private final int end;
        private final boolean isEntered;
        private int position;

        private Row(Place first, int start, int end, boolean isEntered) {
            this.home = first.home();
            this.directory = first.directory();
            this.position = start;
            this.end = end;
            this.isEntered = isEntered;
        }

        static Row of(Digest home, Directory directory) {
            return new Row(new Place(home, directory, 0), 0, directory.count(), true);
        }

        static Row behind(Place place) {
            return new Row(place, place.position() + 1, place.directory().count(), true);
        }

        Digest home() {
            return home;
        }

        /** Whether the directories in it are gone through. */
        boolean isEntered() {
            return isEntered;
        }

        boolean isAtEnd() {
            return position >= end;
        }

        Node next() {
            return directory.node(position++);
        }
    }
}
