package dev.vitrine.castore.nar;

import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.directory;
import static dev.vitrine.castore.Fixtures.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeekableNarTest {
    private final Nars nars = new Nars();

    private static byte[] read(SeekableNar nar, long position, int length) throws CastoreException {
        ByteBuffer target = ByteBuffer.allocate(length);
        int read = nar.read(position, target);
        assertThat(target.position()).isEqualTo(read);
        return Arrays.copyOf(target.array(), read);
    }

    @Test
    void everyRangeOfASmallTreeIsThatOfTheWriter() throws IOException {
        FileNode hello = nars.file(HELLOWORLD);
        Node tree = nars.put(
                Directory.empty(),
                DIRECTORY_WITH_KEEP,
                DIRECTORY_COMPLICATED,
                directory(
                        "a",
                        hello,
                        "b",
                        new DirectoryNode(Digest.EMPTY, 0),
                        "c",
                        nodeOf(
                                DIRECTORY_COMPLICATED,
                                "3f951a15afd586fb3121ef4d13d582e811ce0e5a7f21c0497fd87490e9e2355a"),
                        "d",
                        nodeOf(
                                DIRECTORY_COMPLICATED,
                                "3f951a15afd586fb3121ef4d13d582e811ce0e5a7f21c0497fd87490e9e2355a"),
                        "e",
                        new FileNode(hello.digest(), 12, true)));
        for (Node node : List.of(tree, hello, symlink("target"), nars.put(Directory.empty()))) {
            byte[] whole = nars.written(node);
            SeekableNar nar = nars.seekable(node);
            assertThat(nar.size()).isEqualTo(whole.length);
            for (int from = 0; from <= whole.length; from++) {
                for (int length : new int[] {1, 2, 13, 300, whole.length}) {
                    byte[] expected = Arrays.copyOfRange(whole, from, Math.min(whole.length, from + length));
                    assertThat(read(nar, from, length))
                            .as("%d from %d", length, from)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static DirectoryNode nodeOf(Directory directory, String hex) throws CastoreException {
        return new DirectoryNode(Digest.parse(hex), directory.size());
    }

    /** N7: A NAR can be read from any position, without what lies before it being made: its length and layout come from the directories alone, and a blob is opened when a read touches it. */
    @Test
    void anyRangeOfARandomTreeIsThatOfTheWriter() throws IOException {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Node node = nars.random(seed);
            byte[] whole = nars.written(node);
            SeekableNar nar = nars.seekable(node);
            assertThat(nar.size()).as("seed %d", seed).isEqualTo(whole.length);
            assertThat(read(nar, 0, whole.length)).as("seed %d", seed).isEqualTo(whole);
            for (int i = 0; i < 50; i++) {
                int from = random.nextInt(whole.length);
                int length = random.nextInt(1 << random.nextInt(18));
                assertThat(read(nar, from, length))
                        .as("seed %d, %d from %d", seed, length, from)
                        .isEqualTo(Arrays.copyOfRange(whole, from, Math.min(whole.length, from + length)));
            }
        }
    }

    @Test
    void blobsAreOpenedOnlyWhereTheyAreTouched() throws CastoreException {
        FileNode one = nars.file(new byte[1000], false);
        FileNode other = nars.file(new byte[2000], false);
        Node node = nars.put(directory("one", one, "other", other));
        OpenedBlobs opened = new OpenedBlobs();
        SeekableNar nar = SeekableNar.of(opened, nars.directories, node);
        read(nar, 0, 200);
        assertThat(opened.digests).isEmpty();
        read(nar, nar.size() - 48, 100);
        assertThat(opened.digests).isEmpty();
        read(nar, nar.size() - 500, 100);
        assertThat(opened.digests).containsExactly(other.digest());
        assertThat(opened.open).isZero();
    }

    /** The blobs, and which of them were opened. */
    private final class OpenedBlobs implements BlobService {
        private final List<Digest> digests = new ArrayList<>();
        private int open;

        @Override
        public boolean has(Digest digest) throws CastoreException {
            return nars.blobs.has(digest);
        }

        @Override
        public Optional<BlobReader> open(Digest digest) throws CastoreException {
            digests.add(digest);
            open++;
            BlobReader reader = nars.blobs.open(digest).orElseThrow();
            return Optional.of(new BlobReader() {
                @Override
                public long size() {
                    return reader.size();
                }

                @Override
                public int read(long position, ByteBuffer target) throws CastoreException {
                    return reader.read(position, target);
                }

                @Override
                public void close() {
                    open--;
                    reader.close();
                }
            });
        }

        @Override
        public BlobBatch batch() {
            throw new UnsupportedOperationException("a NAR writes nothing");
        }
    }

    /** A tree whose NAR nobody could write to its end is laid out in a moment. */
    @Test
    void aTreeOfEqualPartsTakesMemoryForEachPartOnce() throws IOException {
        byte[] small = nars.written(nars.doubled(5));
        assertThat(nars.seekable(nars.doubled(5)).size()).isEqualTo(small.length);
        SeekableNar huge = nars.seekable(nars.doubled(40));
        assertThat(huge.size()).isGreaterThan(1L << 47);
        byte[] end = read(huge, huge.size() - 100, 200);
        assertThat(end).isEqualTo(Arrays.copyOfRange(small, small.length - 100, small.length));
        byte[] middle = read(huge, huge.size() / 2 + 12_345, 100_000);
        assertThat(middle).hasSize(100_000);
        assertThat(Arrays.copyOfRange(middle, 50_000, 50_100))
                .isEqualTo(read(huge, huge.size() / 2 + 12_345 + 50_000, 100));
    }

    @Test
    void aNarOf2To63BytesIsRefused() throws CastoreException {
        Node node = nars.doubled(60);
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> nars.seekable(node))
                .satisfies(e -> assertThat(e.violation()).isEqualTo(Violation.SIZE_OVERFLOW));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> nars.seekable(new FileNode(Digest.EMPTY, Long.MAX_VALUE - 3, false)));
    }

    @Test
    void aDeepTreeIsReadFromItsMiddle() throws IOException {
        Node node = nars.deep(60_000);
        SeekableNar nar = nars.seekable(node);
        byte[] whole = nars.written(node);
        assertThat(nar.size()).isEqualTo(whole.length);
        int middle = whole.length / 2;
        assertThat(read(nar, middle, 100_000)).isEqualTo(Arrays.copyOfRange(whole, middle, middle + 100_000));
    }

    @Test
    void whatIsMissingIsCorrupt() throws CastoreException {
        Digest absent = Digest.parse("00".repeat(32));
        assertThatExceptionOfType(Corrupt.class).isThrownBy(() -> nars.seekable(new DirectoryNode(absent, 0)));
        SeekableNar nar = nars.seekable(new FileNode(absent, 12, false));
        assertThat(read(nar, 0, 96)).hasSize(96);
        assertThatExceptionOfType(Corrupt.class).isThrownBy(() -> read(nar, 0, 97));
    }

    @Test
    void mistakesOfTheCallerAreNamed() throws CastoreException {
        SeekableNar nar = nars.seekable(symlink("x"));
        assertThatIllegalArgumentException().isThrownBy(() -> read(nar, -1, 1));
        assertThat(read(nar, nar.size(), 10)).isEmpty();
        assertThat(read(nar, Long.MAX_VALUE, 10)).isEmpty();
        nar.close();
        assertThatIllegalStateException().isThrownBy(() -> read(nar, 0, 1));
    }
}
