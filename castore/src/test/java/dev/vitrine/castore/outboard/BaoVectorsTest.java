package dev.vitrine.castore.outboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.Fixtures;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.HeapBlobReader;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The official vectors of Bao. Its outboards are ours but for two things: their groups are one chunk long, so the tests take the shape
 * with groups of 2^0 chunks, and the length of the blob comes before the nodes.
 */
final class BaoVectorsTest {
    private static final int GROUP_LOG = 0;
    private static final int PREFIX = Long.BYTES;

    @TempDir
    Path temporary;

    record Vector(int length, Digest digest, Digest encoded, List<Integer> outboardFlips, List<Integer> inputFlips) {
        static Vector parse(String line) {
            String[] words = line.split(" ", -1);
            return new Vector(
                    Integer.parseInt(words[0]),
                    Fixtures.digest(words[1]),
                    Fixtures.digest(words[2]),
                    numbers(words[3]),
                    numbers(words[4]));
        }

        private static List<Integer> numbers(String list) {
            return list.equals("-")
                    ? List.of()
                    : Stream.of(list.split(",", -1)).map(Integer::valueOf).toList();
        }

        byte[] input() {
            ByteBuffer numbers = ByteBuffer.allocate(length + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 1; numbers.position() < length; i++) {
                numbers.putInt(i);
            }
            return Arrays.copyOf(numbers.array(), length);
        }

        @Override
        public String toString() {
            return length + " bytes";
        }
    }

    static Stream<Vector> vectors() throws IOException {
        try (var in = BaoVectorsTest.class.getResourceAsStream("/bao/outboards.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Vector::parse);
        }
    }

    private byte[] outboard(Vector vector) throws IOException {
        return Outboards.built(vector.input(), GROUP_LOG, temporary);
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 1;
        return copy;
    }

    private BlobReader reader(Vector vector, byte[] input, MemoryOutboard outboard) {
        return new VerifiedBlobs()
                .verifying(
                        vector.digest,
                        new HeapBlobReader(ByteBuffer.wrap(input)),
                        outboard,
                        new TreeShape(vector.length, GROUP_LOG),
                        ReadCheck.FIRST_READ);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theOutboardIsThatOfBaoAfterItsPrefix(Vector vector) throws IOException {
        byte[] nodes = outboard(vector);
        ByteBuffer encoded = ByteBuffer.allocate(PREFIX + nodes.length).order(ByteOrder.LITTLE_ENDIAN);
        encoded.putLong(vector.length).put(nodes);
        assertThat(Blake3.digest(encoded.array())).isEqualTo(vector.encoded);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void whatIsRightIsReadWhole(Vector vector) throws IOException {
        MemoryOutboard outboard = new MemoryOutboard(temporary);
        outboard.set(outboard(vector));
        ByteBuffer target = ByteBuffer.allocate(vector.length + 1);
        try (BlobReader reader = reader(vector, vector.input(), outboard)) {
            assertThat(reader.read(0, target)).isEqualTo(vector.length);
        }
        assertThat(Arrays.copyOf(target.array(), vector.length)).isEqualTo(vector.input());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aFlippedBitInTheOutboardIsFound(Vector vector) throws IOException {
        for (int flip : vector.outboardFlips) {
            if (flip >= PREFIX) {
                MemoryOutboard damaged = new MemoryOutboard(temporary);
                damaged.set(flipped(outboard(vector), flip - PREFIX));
                TreeShape shape = new TreeShape(vector.length, GROUP_LOG);
                assertThat(new Descent(damaged, vector.digest, shape).values(0)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aFlippedBitInTheInputIsFoundByWhoReadsIt(Vector vector) throws IOException {
        MemoryOutboard outboard = new MemoryOutboard(temporary);
        outboard.set(outboard(vector));
        for (int flip : vector.inputFlips) {
            try (BlobReader reader = reader(vector, flipped(vector.input(), flip), outboard)) {
                assertThatExceptionOfType(Corrupt.class)
                        .isThrownBy(() -> reader.read(flip, ByteBuffer.allocate(1)))
                        .withMessageContaining("has wrong bytes");
            }
        }
    }
}
