package dev.vitrine.castore.nar;

import static dev.vitrine.castore.Fixtures.name;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A castore in memory, trees in it, and their NARs. */
final class Nars {
    static final int[] SIZES = {0, 1, 7, 8, 9, 15, 16, 1000, 65_535, 65_536, 65_537, 131_072, 300_000};

    final BlobService blobs = new MemoryBlobService();
    final DirectoryService directories = new MemoryDirectoryService();

    byte[] written(Node node) throws IOException {
        return written(blobs, directories, node);
    }

    static byte[] written(BlobService blobs, DirectoryService directories, Node node) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new NarWriter(blobs, directories)
                .write(
                        node,
                        bytes -> {
                            byte[] piece = new byte[bytes.remaining()];
                            bytes.get(piece);
                            out.writeBytes(piece);
                        },
                        () -> false);
        return out.toByteArray();
    }

    SeekableNar seekable(Node node) throws CastoreException {
        return SeekableNar.of(blobs, directories, node);
    }

    /** Imports a NAR whose length is known. */
    Node imported(byte[] nar) throws IOException {
        return new NarImporter(blobs, directories)
                .importNar(new ByteArrayInputStream(nar), nar.length, ImportListener.NONE);
    }

    FileNode file(byte[] bytes, boolean executable) throws CastoreException {
        return new FileNode(blobs.put(ByteBuffer.wrap(bytes)), bytes.length, executable);
    }

    FileNode file(Blob blob) throws CastoreException {
        return file(blob.toByteArray(), false);
    }

    /** Puts a closure, leaves first, and gives the node of its root. */
    Node put(Directory... closure) throws CastoreException {
        try (DirectoryPutter putter = directories.putter()) {
            for (Directory directory : closure) {
                putter.put(directory);
            }
            return new DirectoryNode(putter.finish(), closure[closure.length - 1].size());
        }
    }

    /** A directory in directories, so many of them, with a file in the innermost. */
    Node deep(int levels) throws CastoreException {
        return nested(levels, List.of("d"));
    }

    /** Two names for one directory, in one that has two names, and so on: 2^levels ways lead to the one file. */
    Node doubled(int levels) throws CastoreException {
        return nested(levels, List.of("a", "b"));
    }

    private Node nested(int levels, List<String> names) throws CastoreException {
        try (DirectoryPutter putter = directories.putter()) {
            Directory innermost = Directory.builder()
                    .add(name("f"), file("contents".getBytes(UTF_8), false))
                    .build();
            DirectoryNode node = new DirectoryNode(putter.put(innermost), innermost.size());
            for (int i = 0; i < levels; i++) {
                Directory.Builder above = Directory.builder();
                for (String child : names) {
                    above.add(name(child), node);
                }
                Directory directory = above.build();
                node = new DirectoryNode(putter.put(directory), directory.size());
            }
            putter.finish();
            return node;
        }
    }

    /** A tree of everything: files of awkward lengths, names of any bytes, links, equal and empty directories. */
    Node random(long seed) throws CastoreException {
        Random random = new Random(seed);
        if (random.nextInt(8) == 0) {
            return leaf(random);
        }
        try (DirectoryPutter putter = directories.putter()) {
            DirectoryNode root = random(random, 1 + random.nextInt(5), putter);
            putter.finish();
            return root;
        }
    }

    private DirectoryNode random(Random random, int depth, DirectoryPutter putter) throws CastoreException {
        Directory.Builder builder = Directory.builder();
        List<PathComponent> names = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            PathComponent name = randomName(random);
            if (!names.contains(name)) {
                names.add(name);
                boolean isLeaf = depth == 0 || random.nextBoolean();
                builder.add(name, isLeaf ? leaf(random) : random(random, depth - 1, putter));
            }
        }
        Directory directory = builder.build();
        return new DirectoryNode(putter.put(directory), directory.size());
    }

    private Node leaf(Random random) throws CastoreException {
        if (random.nextInt(4) == 0) {
            byte[] target = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? 4095 : 20)];
            Arrays.fill(target, (byte) (1 + random.nextInt(255)));
            return new SymlinkNode(SymlinkTarget.of(target));
        }
        byte[] bytes = new byte[SIZES[random.nextInt(SIZES.length)]];
        random.nextBytes(bytes);
        return file(bytes, random.nextBoolean());
    }

    private static PathComponent randomName(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? 255 : 12)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 0 || bytes[i] == '/' || bytes[i] == '.' ? (byte) 'x' : bytes[i];
        }
        return name(bytes);
    }

    /** A NAR from its strings: text as it is, bytes too. */
    static byte[] nar(Object... strings) {
        ByteBuffer nar = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        for (Object string : strings) {
            byte[] bytes = string instanceof byte[] raw ? raw : ((String) string).getBytes(UTF_8);
            nar.putLong(bytes.length).put(bytes).put(new byte[-bytes.length & 7]);
        }
        return Arrays.copyOf(nar.array(), nar.position());
    }
}
