package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.root.MemoryRootNodes;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.root.UnlistedRootNodes;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.StoreView;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A store in memory and short words to fill it. Text stands for bytes: each character is one byte. */
public final class Sample {
    private static final long CACHE_BYTES = 64L << 20;

    public final MemoryBlobService blobs = new MemoryBlobService();
    public final MemoryDirectoryService directories = new MemoryDirectoryService();
    public final MemoryRootNodes roots = new MemoryRootNodes();

    /** The 1,044,480 bytes of the fixture BLOB_B: 0 to 254, 4,096 times. */
    public static byte[] blobB() {
        byte[] bytes = new byte[255 * 4096];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 255);
        }
        return bytes;
    }

    public CastoreView view() {
        return view(roots);
    }

    public CastoreView unlistedView() {
        return view(new UnlistedRootNodes(roots));
    }

    private CastoreView view(RootNodes of) {
        return new StoreView(blobs, directories, of, CACHE_BYTES);
    }

    public static PathComponent name(String name) {
        try {
            return PathComponent.of(name.getBytes(ISO_8859_1));
        } catch (CastoreException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Node file(byte[] contents) throws CastoreException {
        return new FileNode(blobs.put(ByteBuffer.wrap(contents)), contents.length, false);
    }

    public Node file(String contents) throws CastoreException {
        return file(contents.getBytes(ISO_8859_1));
    }

    public Node executable(String contents) throws CastoreException {
        byte[] bytes = contents.getBytes(ISO_8859_1);
        return new FileNode(blobs.put(ByteBuffer.wrap(bytes)), bytes.length, true);
    }

    public static Node symlink(String target) throws CastoreException {
        return new SymlinkNode(SymlinkTarget.of(target.getBytes(ISO_8859_1)));
    }

    /** A directory of names and nodes in turn, whose directories were made here before. */
    public Node directory(Object... namesAndNodes) throws CastoreException {
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNodes.length; i += 2) {
            nodes.put((String) namesAndNodes[i], (Node) namesAndNodes[i + 1]);
        }
        return directory(nodes);
    }

    public Node directory(Map<String, Node> nodes) throws CastoreException {
        Directory.Builder builder = Directory.builder();
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            builder.add(name(entry.getKey()), entry.getValue());
        }
        Directory directory = builder.build();
        try (DirectoryPutter putter = directories.putter()) {
            for (Node node : nodes.values()) {
                putBelow(putter, node);
            }
            putter.put(directory);
            return new DirectoryNode(putter.finish(), directory.size());
        }
    }

    /** A put takes a whole closure, so what is there already goes in again. */
    private void putBelow(DirectoryPutter putter, Node node) throws CastoreException {
        if (node instanceof DirectoryNode directory) {
            Directory below = directories.get(directory.digest()).orElseThrow();
            for (int i = 0; i < below.count(); i++) {
                putBelow(putter, below.node(i));
            }
            putter.put(below);
        }
    }

    public Sample root(String name, Node node) {
        roots.put(name(name), node);
        return this;
    }

    /** What nothing in the store has. */
    public static Digest dummy() {
        return new Digest(0, 0, 0, 0);
    }

    /** The root nodes of the fact sheet's acceptance list, by the names used there. */
    public static Sample fixtures() throws CastoreException {
        Sample sample = new Sample();
        Node empty = sample.file("");
        Node withKeep = sample.directory(".keep", empty);
        sample.root(BLOB_A, sample.file("\0\1"));
        sample.root(SYMLINK, symlink(BLOB_A));
        sample.root(WITH_KEEP, withKeep);
        sample.root(
                COMPLICATED,
                sample.directory("keep", withKeep, ".keep", empty, "aa", symlink("/nix/store/somewhereelse")));
        sample.root(SYMLINK2, symlink("/nix/store/somewhereelse"));
        sample.root(BLOB_B, sample.file(blobB()));
        sample.root(HELLOWORLD, sample.executable("Hello World!"));
        return sample;
    }

    static final String BLOB_A = "0".repeat(32) + "-test";
    static final String SYMLINK = "1".repeat(32) + "-test";
    static final String WITH_KEEP = "2".repeat(32) + "-test";
    static final String COMPLICATED = "3".repeat(32) + "-test";
    static final String SYMLINK2 = "4".repeat(32) + "-test";
    static final String BLOB_B = "5".repeat(32) + "-test";
    static final String HELLOWORLD = "6".repeat(32) + "-test";
}
