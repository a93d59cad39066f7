package dev.vitrine.castore.nar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.importer.ImportPlan;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the nodes of a NAR, and puts each directory when it is through: the leaves first. In a loop, however deep. Used once, by one thread. */
final class NarTree {
    /**
     * How deep directories may be nested. A level takes 168 bytes of a NAR or more, and twice as many of memory until it is through: all of
     * them come to some 20 MiB.
     */
    static final int MAX_DEPTH = 65_536;

    /** Longer than the longest of the words. */
    private static final int MAX_WORD = 16;

    private final NarInput input;
    private final NarContents contents;
    private final DirectoryPutter putter;
    private final Deque<Inside> path = new ArrayDeque<>();
    private long directories;
    private long symlinks;

    /** A directory whose entries are being read. */
    private static final class Inside {
        private final Directory.Builder entries = Directory.builder();
        private @Nullable PathComponent name;

        /** Says whether a name comes behind those before it. */
        private boolean begin(PathComponent next) {
            boolean isSorted = name == null || name.compareTo(next) < 0;
            name = next;
            return isSorted;
        }

        private void add(Node node) throws Invalid {
            if (name == null) {
                throw new IllegalStateException("an entry without a name");
            }
            entries.add(name, node);
        }
    }

    NarTree(NarInput input, NarContents contents, DirectoryPutter putter) {
        this.input = input;
        this.contents = contents;
        this.putter = putter;
    }

    /** Reads the whole NAR, and makes sure that nothing follows. */
    Node read() throws IOException {
        input.expect("nix-archive-1");
        Optional<Node> complete = node();
        while (complete.isEmpty() || !path.isEmpty()) {
            if (complete.isPresent()) {
                path.element().add(complete.get());
                input.expect(")");
            }
            complete = next();
        }
        input.end();
        return complete.get();
    }

    /** The node that starts here; empty if it is a directory, into which this has gone. */
    private Optional<Node> node() throws IOException {
        input.expect("(");
        input.expect("type");
        long start = input.position();
        String type = word("a type");
        return switch (type) {
            case "regular" -> Optional.of(file());
            case "symlink" -> Optional.of(symlink());
            case "directory" -> {
                enter();
                yield Optional.empty();
            }
            default -> throw input.expected("'regular', 'symlink' or 'directory'", type, start);
        };
    }

    private String word(String what) throws IOException {
        return new String(input.string(MAX_WORD, what), ISO_8859_1);
    }

    private Node file() throws IOException {
        long start = input.position();
        String word = word("'executable' or 'contents'");
        boolean executable = word.equals("executable");
        if (executable) {
            input.expect("");
            start = input.position();
            word = word("'contents'");
        }
        if (!word.equals("contents")) {
            throw input.expected(executable ? "'contents'" : "'executable' or 'contents'", word, start);
        }
        Node file = contents.read(executable);
        input.expect(")");
        return file;
    }

    private Node symlink() throws IOException {
        input.expect("target");
        byte[] target = input.string(SymlinkTarget.MAX_LENGTH, "a target");
        input.expect(")");
        symlinks++;
        try {
            return new SymlinkNode(SymlinkTarget.of(target));
        } catch (Invalid e) {
            throw input.refused(e);
        }
    }

    private void enter() throws NarException {
        if (path.size() >= MAX_DEPTH) {
            throw input.invalid("directories are nested deeper than " + MAX_DEPTH + " at byte " + input.position());
        }
        directories++;
        path.push(new Inside());
    }

    /** The node of the next entry, or the directory if it has no more; empty if that is a directory, into which this has gone. */
    private Optional<Node> next() throws IOException {
        long start = input.position();
        String word = word("'entry' or ')'");
        return switch (word) {
            case "entry" -> entry();
            case ")" -> Optional.of(leave());
            default -> throw input.expected("'entry' or ')'", word, start);
        };
    }

    private Optional<Node> entry() throws IOException {
        input.expect("(");
        input.expect("name");
        long start = input.position();
        PathComponent name = name(input.string(PathComponent.MAX_LENGTH, "a name"));
        if (!path.element().begin(name)) {
            throw input.invalid("the name '" + name + "' at byte " + start
                    + " does not come behind the one before it in the order of bytes");
        }
        input.expect("node");
        return node();
    }

    private PathComponent name(byte[] bytes) throws NarException {
        try {
            return PathComponent.of(bytes);
        } catch (Invalid e) {
            throw input.refused(e);
        }
    }

    private Node leave() throws IOException {
        Directory directory = path.remove().entries.build();
        return new DirectoryNode(putter.put(directory), directory.size());
    }

    /** What there was in it. */
    ImportPlan plan() {
        return new ImportPlan(contents.files(), directories, symlinks, contents.bytes());
    }
}
