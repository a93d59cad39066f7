package dev.vitrine.castore.nar;

import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.Command;
import dev.vitrine.castore.TortureTree;
import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.importer.Importer;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.nix.NarHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NarWriterTest {
    private static final String MAGIC = "0d000000000000006e69782d617263686976652d31000000";
    private static final String OPEN = "0100000000000000" + "2800000000000000";
    private static final String CLOSE = "0100000000000000" + "2900000000000000";
    private static final String TYPE = "0400000000000000" + "7479706500000000";

    private final Nars nars = new Nars();

    @TempDir
    Path temporary;

    private String hex(Node node) throws IOException {
        return HexFormat.of().formatHex(nars.written(node));
    }

    @Test
    void aFile() throws IOException {
        assertThat(hex(nars.file(HELLOWORLD)))
                .isEqualTo(MAGIC + OPEN + TYPE + "0700000000000000" + "726567756c617200" + "0800000000000000"
                        + "636f6e74656e7473" + "0c00000000000000" + "48656c6c6f20576f726c642100000000" + CLOSE);
    }

    @Test
    void anExecutable() throws IOException {
        assertThat(hex(nars.file(HELLOWORLD.toByteArray(), true)))
                .isEqualTo(MAGIC + OPEN + TYPE + "0700000000000000" + "726567756c617200" + "0a00000000000000"
                        + "65786563757461626c65000000000000" + "0000000000000000" + "0800000000000000"
                        + "636f6e74656e7473" + "0c00000000000000" + "48656c6c6f20576f726c642100000000" + CLOSE);
    }

    @Test
    void anEmptyFile() throws IOException {
        assertThat(hex(nars.file(new byte[0], false)))
                .isEqualTo(MAGIC + OPEN + TYPE + "0700000000000000" + "726567756c617200" + "0800000000000000"
                        + "636f6e74656e7473" + "0000000000000000" + CLOSE);
    }

    @Test
    void aSymlink() throws IOException {
        assertThat(hex(symlink("/nix/store/somewhereelse")))
                .isEqualTo(MAGIC + OPEN + TYPE + "0700000000000000" + "73796d6c696e6b00" + "0600000000000000"
                        + "7461726765740000" + "1800000000000000"
                        + "2f6e69782f73746f72652f736f6d657768657265656c7365" + CLOSE);
    }

    @Test
    void anEmptyDirectory() throws IOException {
        assertThat(hex(nars.put(Directory.empty())))
                .isEqualTo(MAGIC + OPEN + TYPE + "0900000000000000" + "6469726563746f727900000000000000" + CLOSE);
    }

    /** N4: The NAR of a tree is, byte for byte, the one that Nix makes of it. */
    @Test
    void aTree() throws IOException {
        NarHash hash = new NarHasher(nars.blobs, nars.directories).calculate(tree(), () -> false);
        assertThat(hash.size()).isEqualTo(840);
        assertThat(hash.sha256()).hasToString("ebd52279a8df024c9fd5718de4103bf5e760dc7f2cf49044ee7dea87ab16911a");
        assertThat(hash).hasToString("sha256:06li2smqgskxxr291x1cgzf61rzm7c8f93bisnglq0nzm1wj5mgb");
    }

    private Node tree() throws CastoreException {
        nars.file(new byte[0], false);
        return nars.put(DIRECTORY_WITH_KEEP, DIRECTORY_COMPLICATED);
    }

    private Node torture() throws IOException {
        Path tree = TortureTree.create(temporary.resolve("tree")).root();
        return new Importer(nars.blobs, nars.directories, ImportOptions.defaults())
                .importTree(tree, ImportListener.NONE);
    }

    @Test
    void aTreeOfEverythingIsWhatAnotherWriterMakesOfIt() throws IOException {
        byte[] ours = nars.written(torture());
        assertThat(ours).isEqualTo(theirs("python3 \"$3\" \"$1\" > \"$2\"", resource()));
    }

    @Test
    void aTreeOfEverythingIsWhatNixMakesOfIt() throws IOException {
        byte[] ours = nars.written(torture());
        assertThat(ours).isEqualTo(theirs("nix-store --dump \"$1\" > \"$2\"", ""));
    }

    private byte[] theirs(String line, String argument) throws IOException {
        Path out = temporary.resolve("nar");
        Command.run("sh", "-c", line, "sh", temporary.resolve("tree").toString(), out.toString(), argument);
        return Files.readAllBytes(out);
    }

    private static String resource() {
        return Path.of(System.getProperty("vitrine.root"), "castore/src/test/resources/nar/nar.py")
                .toString();
    }

    /** N5: A blob or directory that is missing, or has another size than its node says, is Corrupt to who writes a NAR of it, and to who asks for its hash. */
    @Test
    void whatIsMissingOrAnotherIsCorrupt() throws CastoreException {
        FileNode file = nars.file(HELLOWORLD);
        Digest absent = Digest.parse("00".repeat(32));
        assertCorrupt(new FileNode(absent, 12, false), "is referred to but not there");
        assertCorrupt(new FileNode(file.digest(), 11, false), "has 12 bytes where its node says 11");
        assertCorrupt(new FileNode(file.digest(), -1, false), "cannot have 18446744073709551615 bytes");
        assertCorrupt(new DirectoryNode(absent, 0), "is referred to but not there");
        nars.put(Directory.empty());
        assertCorrupt(new DirectoryNode(Digest.EMPTY, 1), "has size 0 where its node says 1");
    }

    private void assertCorrupt(Node node, String message) {
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> nars.written(node))
                .withMessageContaining(message);
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> new NarHasher(nars.blobs, nars.directories).calculate(node, () -> false));
    }

    /** N6: To write a NAR takes no more memory for a longer file, and a tree may be of any depth. */
    @Test
    void aLongFileIsWritten() throws IOException {
        long length = (4L << 30) + 5;
        AtomicLong written = new AtomicLong();
        FileNode node = new FileNode(HELLOWORLD.digest(), length, false);
        new NarWriter(new ZeroBlobs(length), nars.directories)
                .write(node, bytes -> written.addAndGet(bytes.remaining()), () -> false);
        assertThat(written).hasValue(96 + length + 3 + 16);
        SeekableNar nar = SeekableNar.of(new ZeroBlobs(length), nars.directories, node);
        assertThat(nar.size()).isEqualTo(written.get());
        ByteBuffer end = ByteBuffer.allocate(100);
        assertThat(nar.read(nar.size() - 20, end)).isEqualTo(20);
        assertThat(end.get(4)).isEqualTo((byte) 1);
    }

    /** Whatever is asked for is that many zeros. */
    private record ZeroBlobs(long length) implements BlobService {
        @Override
        public boolean has(Digest digest) {
            return true;
        }

        @Override
        public Optional<BlobReader> open(Digest digest) {
            return Optional.of(new BlobReader() {
                @Override
                public long size() {
                    return length;
                }

                @Override
                public int read(long position, ByteBuffer target) {
                    int count = (int) Math.min(target.remaining(), length - position);
                    target.put(new byte[count]);
                    return count;
                }

                @Override
                public void close() {}
            });
        }

        @Override
        public BlobBatch batch() {
            throw new UnsupportedOperationException("a NAR writes nothing");
        }
    }

    @Test
    void aDeepTreeIsWritten() throws IOException {
        Node deep = nars.deep(60_000);
        NarHash hash = new NarHasher(nars.blobs, nars.directories).calculate(deep, () -> false);
        // a level: "(" type directory entry "(" name d node ")" ")"
        assertThat(hash.size()).isEqualTo(60_000L * (56 + 80 + 32) + nars.written(nars.deep(0)).length);
    }

    @Test
    void whoIsStoppedStopsSoon() throws CastoreException {
        Node endless = nars.doubled(60);
        AtomicInteger asked = new AtomicInteger();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> new NarHasher(nars.blobs, nars.directories)
                        .calculate(endless, () -> asked.incrementAndGet() == 1000));
        assertThat(asked).hasValue(1000);
    }
}
