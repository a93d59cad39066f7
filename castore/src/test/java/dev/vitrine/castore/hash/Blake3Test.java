package dev.vitrine.castore.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Fixtures;
import dev.vitrine.castore.model.SymlinkTarget;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Blake3Test {
    /** One official test vector: the input is {@code length} bytes that count from 0 to 250, again and again. */
    record Vector(int length, String hash) {
        byte[] input() {
            byte[] input = new byte[length];
            for (int i = 0; i < length; i++) {
                input[i] = (byte) (i % 251);
            }
            return input;
        }
    }

    static Stream<Vector> vectors() throws Exception {
        try (var in = Blake3Test.class.getResourceAsStream("/blake3/vectors.txt");
                var lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .map(fields -> new Vector(Integer.parseInt(fields[0]), fields[1]))
                    .toList()
                    .stream();
        }
    }

    @Test
    void allOfficialVectorsAreHere() throws Exception {
        assertThat(vectors()).hasSize(35);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void inputAsAWhole(Vector vector) {
        assertThat(Blake3.digest(vector.input()).hex()).isEqualTo(vector.hash());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void inputInADirectBuffer(Vector vector) {
        ByteBuffer direct = ByteBuffer.allocateDirect(vector.length() + 3).position(3);
        direct.put(vector.input()).flip().position(3);
        assertThat(Blake3.digest(direct).hex()).isEqualTo(vector.hash());
        assertThat(direct.position()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void inputInAReadOnlyBuffer(Vector vector) {
        ByteBuffer buffer = ByteBuffer.wrap(vector.input()).asReadOnlyBuffer();
        assertThat(new Blake3().update(buffer).finish().hex()).isEqualTo(vector.hash());
        assertThat(buffer.remaining()).isZero();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void inputInPiecesOfAnyLength(Vector vector) {
        Random random = new Random(vector.length());
        byte[] input = vector.input();
        Blake3 hasher = new Blake3();
        for (int at = 0; at < input.length; ) {
            int length = Math.min(input.length - at, random.nextInt(3_000));
            hasher.update(input, at, length);
            at += length;
        }
        assertThat(hasher.finish().hex()).isEqualTo(vector.hash());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 1023, 1024, 1025, 2048, 65536})
    void inputInPiecesOfOneLength(int piece) {
        Vector vector = new Vector(31744, "62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47");
        ByteBuffer input = ByteBuffer.wrap(vector.input());
        Blake3 hasher = new Blake3();
        while (input.hasRemaining()) {
            ByteBuffer next = input.slice(input.position(), Math.min(piece, input.remaining()));
            input.position(input.position() + next.remaining());
            hasher.update(next);
        }
        assertThat(hasher.finish().hex()).isEqualTo(vector.hash());
    }

    /** The first piece is some whole groups and a part of the next: what is left over need not begin where a large subtree does. */
    @ParameterizedTest
    @ValueSource(ints = {16_385, 20_000, 30_000, 40_000, 50_000, 70_000, 99_999})
    void piecesThatEndWithinAGroup(int piece) {
        byte[] input = Fixtures.cycle(100_000);
        Blake3 hasher = new Blake3();
        for (int at = 0; at < input.length; at += piece) {
            hasher.update(input, at, Math.min(piece, input.length - at));
        }
        assertThat(hasher.finish()).isEqualTo(Fixtures.BLOB_100K.digest());
    }

    @Test
    void textsThatOthersUseAsExamples() {
        assertThat(List.of("Hello World!", "Hello World"))
                .extracting(text -> Blake3.digest(text.getBytes(UTF_8)).hex())
                .containsExactly(
                        "5ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c",
                        "41f8394111eb713a22165c46c90ab8f0fd9399c92028fd6d288944b23ff5bf76");
    }

    @Test
    void oneMegabyteThatOthersUseAsAnExample() {
        byte[] blobB = new byte[255 * 4096];
        for (int i = 0; i < blobB.length; i++) {
            blobB[i] = (byte) (i % 255);
        }
        assertThat(Blake3.digest(blobB).hex())
                .isEqualTo("a82c5154a7a0c262c6fdb929a317585646f8fbcf80326d0a7b8747edaf2d99d2");
    }

    @Test
    void theDigestOfASymlinkIsThatOfItsTarget() throws Exception {
        assertThat(Blake3.digest(SymlinkTarget.of("/nix/store/somewhereelse")).hex())
                .isEqualTo("3d7f473218752933ffc96096202a9cf0ca5f7abc3084fc9eb1b51163f485dc50");
    }
}
