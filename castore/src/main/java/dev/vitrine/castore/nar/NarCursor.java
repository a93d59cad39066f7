package dev.vitrine.castore.nar;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Goes through the NAR of a tree in steps: each is a piece of text, and maybe the contents of one file behind it. Memory holds the
 * directories on the way down to where it is, however deep that is. Not thread-safe.
 */
final class NarCursor {
    /** The longest step: the end of a file and of its entry, an entry with the longest name, and in it the longest symlink. */
    private static final int MAX_TEXT = 8 << 10;

    private final Opener directories;
    private final ByteBuffer text = ByteBuffer.allocate(MAX_TEXT).order(ByteOrder.LITTLE_ENDIAN);
    private final Deque<Inside> path = new ArrayDeque<>();
    private Optional<FileNode> file = Optional.empty();

    /** How directories are found. */
    @FunctionalInterface
    interface Opener {
        /** The directory of a node, whose size was compared. */
        Directory directory(DirectoryNode node) throws CastoreException;
    }

    /** A directory, and the first of its entries that was not begun. */
    private static final class Inside {
        private final Directory directory;
        private int next;

        Inside(Directory directory, int next) {
            this.directory = directory;
            this.next = next;
        }
    }

    NarCursor(Opener directories) {
        this.directories = directories;
    }

    /** Takes the first step. */
    void start(Node root) throws CastoreException {
        text.clear();
        NarTag.MAGIC.write(text);
        open(root);
        text.flip();
    }

    /** Goes down into a directory without a step, as if all entries before that one were through. */
    void enter(Directory directory, int entry) {
        path.push(new Inside(directory, entry));
    }

    /** Takes the next step; false at the end. */
    boolean next() throws CastoreException {
        if (path.isEmpty() && file.isEmpty()) {
            return false;
        }
        text.clear();
        file.ifPresent(this::close);
        file = Optional.empty();
        if (!path.isEmpty()) {
            step(path.element());
        }
        text.flip();
        return true;
    }

    private void close(FileNode before) {
        text.put(new byte[NarTag.padding(before.size())]);
        NarTag.END.write(text);
    }

    private void step(Inside inside) throws CastoreException {
        if (inside.next > 0) {
            NarTag.END.write(text);
        }
        if (inside.next == inside.directory.count()) {
            NarTag.END.write(text);
            path.remove();
            return;
        }
        int entry = inside.next++;
        PathComponent name = inside.directory.name(entry);
        NarTag.ENTRY.write(text);
        string(name.toByteArray());
        NarTag.NODE.write(text);
        open(inside.directory.node(entry));
    }

    private void open(Node node) throws CastoreException {
        switch (node) {
            case DirectoryNode child -> {
                NarTag.DIRECTORY.write(text);
                enter(directories.directory(child), 0);
            }
            case FileNode child -> {
                NarSource.checkLength(child);
                (child.executable() ? NarTag.EXECUTABLE : NarTag.FILE).write(text);
                text.putLong(child.size());
                file = Optional.of(child);
            }
            case SymlinkNode child -> {
                NarTag.SYMLINK.write(text);
                string(child.target().toByteArray());
                NarTag.END.write(text);
            }
        }
    }

    private void string(byte[] bytes) {
        text.putLong(bytes.length).put(bytes).put(new byte[NarTag.padding(bytes.length)]);
    }

    /** What is left of the text of this step; whoever reads it moves on in it. It is overwritten by the next step. */
    ByteBuffer text() {
        return text;
    }

    /** The file whose contents come behind the text, if there is one; without the zeros that fill them up, which are text again. */
    Optional<FileNode> file() {
        return file;
    }
}
