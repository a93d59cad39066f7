package dev.vitrine.castore.nar;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.Violation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where each part of a tree stands in its NAR, from the directories alone. Each distinct directory is there once, with eight bytes for each
 * of its entries beside its own, however often it stands in the tree. Immutable.
 */
final class NarLayout {
    private final NarSource source;
    private final Map<Digest, Placed> placed = new HashMap<>();

    private final long size;

    private NarLayout(NarSource source, Node root) throws CastoreException {
        this.source = source;
        if (root instanceof DirectoryNode directory) {
            place(directory);
        }
        this.size = Math.addExact(NarTag.MAGIC.length(), size(root));
    }

    /**
     * A directory and where its entries start, counted from its own start. An entry starts with what closes the one before it; where the
     * last one starts, so to speak, the directory is closed.
     */
    record Placed(Directory directory, Starts starts) {
        /** The entry that has the byte at this offset; the number of entries for what closes the directory. */
        int entryAt(long offset) {
            return starts.last(offset);
        }

        long start(int entry) {
            return starts.of(entry);
        }

        /** How many bytes come before the node of an entry, from where the entry starts. */
        long beforeNode(int entry) {
            return before(directory, entry);
        }

        /** Whether the byte that far behind the start of an entry is behind the start of a directory in it. */
        boolean isBelow(int entry, long offset) {
            return entry < directory.count()
                    && directory.node(entry) instanceof DirectoryNode
                    && offset - beforeNode(entry) >= NarTag.DIRECTORY.length();
        }

        long size() {
            int count = directory.count();
            return Math.addExact(starts.of(count), NarTag.END.length() * (count > 0 ? 2L : 1L));
        }
    }

    /** Ascending offsets. Nobody changes them. */
    static final class Starts {
        private final long[] offsets;

        private Starts(long[] offsets) {
            this.offsets = offsets;
        }

        long of(int entry) {
            return offsets[entry];
        }

        /** The last one that is not behind this offset. */
        int last(long offset) {
            int found = Arrays.binarySearch(offsets, offset);
            return found >= 0 ? found : -found - 2;
        }
    }

    private static long before(Directory directory, int entry) {
        return (entry > 0 ? NarTag.END.length() : 0)
                + NarTag.ENTRY.length()
                + NarTag.stringLength(directory.name(entry).length())
                + NarTag.NODE.length();
    }

    /**
     * The layout of the NAR of a node.
     *
     * @throws Corrupt if a directory is missing, or has another size than its node says
     * @throws Invalid {@link Violation#SIZE_OVERFLOW} if the NAR would have 2^63 bytes or more
     */
    static NarLayout of(NarSource source, Node root) throws CastoreException {
        try {
            return new NarLayout(source, root);
        } catch (ArithmeticException _) {
            throw new Invalid(Violation.SIZE_OVERFLOW, "a NAR of 2^63 bytes or more");
        }
    }

    /** How many bytes the NAR has. */
    long size() {
        return size;
    }

    /** The place of a directory in the tree, whose size is compared. */
    Placed placed(DirectoryNode node) throws Corrupt {
        Placed found = Objects.requireNonNull(placed.get(node.digest()), "a directory of another tree");
        NarSource.checkSize(node, found.directory());
        return found;
    }

    /** What is being placed: its children before the next are placed already. */
    private static final class Pending {
        private final Digest digest;
        private final Directory directory;
        private int next;

        private Pending(Digest digest, Directory directory) {
            this.digest = digest;
            this.directory = directory;
        }
    }

    /** Children first, in a loop, however deep. */
    private void place(DirectoryNode root) throws CastoreException {
        Deque<Pending> waiting = new ArrayDeque<>();
        waiting.push(new Pending(root.digest(), source.directory(root)));
        while (!waiting.isEmpty()) {
            Pending pending = waiting.element();
            Optional<DirectoryNode> child = nextUnplaced(pending);
            if (child.isPresent()) {
                waiting.push(new Pending(child.get().digest(), source.directory(child.get())));
            } else {
                placed.put(pending.digest, new Placed(pending.directory, starts(pending.directory)));
                waiting.remove();
            }
        }
    }

    private Optional<DirectoryNode> nextUnplaced(Pending pending) {
        while (pending.next < pending.directory.count()) {
            if (pending.directory.node(pending.next++) instanceof DirectoryNode child
                    && !placed.containsKey(child.digest())) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    private Starts starts(Directory directory) throws CastoreException {
        long[] offsets = new long[directory.count() + 1];
        offsets[0] = NarTag.DIRECTORY.length();
        for (int i = 0; i < directory.count(); i++) {
            long length = Math.addExact(before(directory, i), size(directory.node(i)));
            offsets[i + 1] = Math.addExact(offsets[i], length);
        }
        return new Starts(offsets);
    }

    private long size(Node node) throws CastoreException {
        return switch (node) {
            case DirectoryNode directory -> placed(directory).size();
            case FileNode file -> size(file);
            case SymlinkNode symlink ->
                NarTag.SYMLINK.length() + NarTag.stringLength(symlink.target().length()) + NarTag.END.length();
        };
    }

    private static long size(FileNode file) throws CastoreException {
        NarSource.checkLength(file);
        NarTag tag = file.executable() ? NarTag.EXECUTABLE : NarTag.FILE;
        return Math.addExact(NarTag.stringLength(file.size()), tag.length() + NarTag.END.length());
    }
}
