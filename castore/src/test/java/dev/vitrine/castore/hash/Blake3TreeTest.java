package dev.vitrine.castore.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of subtrees, one by one and as a hasher reports them. */
final class Blake3TreeTest {
    private static final int GROUP = Blake3.GROUP;

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "1024, 3",
        "1025, 2",
        "16384, 16",
        "16385, 32",
        "100000, 128",
        "131072, 128",
        "131073, 256",
        "700001, 1024",
        "1, 4294967296",
        "1024, 4294967297",
        "16384, 4294967296",
        "300000, 4294967296",
        "131072, 1099511627648"
    })
    void theValueOfASubtreeIsThatOfThePaper(int length, long firstChunk) {
        byte[] input = random(length);
        byte[] value = new byte[Blake3.VALUE + 2];
        Blake3.subtree(ByteBuffer.wrap(input), firstChunk, value, 1);
        assertThat(Arrays.copyOfRange(value, 1, 33)).isEqualTo(PaperBlake3.value(input, firstChunk, 0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, -1", "1025, 1", "16385, 16", "131073, 128"})
    void noSubtreeOfThatLengthBeginsThere(int length, long firstChunk) {
        assertThatThrownBy(() -> Blake3.subtree(ByteBuffer.allocate(length), firstChunk, new byte[32], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no subtree of " + length + " bytes begins at chunk " + firstChunk);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 16", "7, 32", "8, 0", "9, 48", "16, 1024", "20, 4294967296"})
    void theValuesOfManyGroupsAreThoseOfEach(int count, long firstChunk) {
        byte[] input = random(count * GROUP);
        ByteBuffer direct = ByteBuffer.allocateDirect(input.length + 3)
                .position(3)
                .put(input)
                .position(3);
        byte[] values = new byte[count * Blake3.VALUE];
        Blake3.groups(direct, firstChunk, values);
        for (int i = 0; i < count; i++) {
            byte[] group = Arrays.copyOfRange(input, i * GROUP, (i + 1) * GROUP);
            assertThat(Arrays.copyOfRange(values, i * Blake3.VALUE, (i + 1) * Blake3.VALUE))
                    .isEqualTo(PaperBlake3.value(group, firstChunk + i * 16L, 0));
        }
        assertThat(direct.remaining()).isEqualTo(input.length);
    }

    @ParameterizedTest
    @CsvSource({"16383, 0", "16384, 8", "16384, -16", "32769, 16"})
    void noGroupsOfThatLengthBeginThere(int length, long firstChunk) {
        assertThatThrownBy(() -> Blake3.groups(ByteBuffer.allocate(length), firstChunk, new byte[96]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no subtrees of 16 KiB have " + length + " bytes together and begin at chunk " + firstChunk);
    }

    @Test
    void aParentIsMadeOfTheValuesOfItsChildren() {
        byte[] left = random(32);
        byte[] right = random(32);
        byte[] parent = PaperBlake3.parent(left, right, 0);
        Digest root = Digest.at(PaperBlake3.parent(left, right, 8), 0);
        assertThat(Blake3.rootParent(left, 0, right, 0)).isEqualTo(root);
        Blake3.parent(left, 0, right, 0, right, 0);
        assertThat(right).isEqualTo(parent);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                GROUP + 1,
                2 * GROUP - 1,
                2 * GROUP,
                2 * GROUP + 1,
                3 * GROUP,
                7 * GROUP + 3000,
                8 * GROUP,
                8 * GROUP + 1,
                9 * GROUP,
                17 * GROUP,
                1_000_000,
                1 << 20
            })
    void everyGroupIsReportedInOrderHoweverTheInputComes(int length) {
        byte[] input = random(length);
        byte[] expected = groups(input);
        for (int piece : new int[] {700, 8000, GROUP, 3 * GROUP, 100_000, 1 << 20}) {
            Reported reported = new Reported();
            Blake3 hasher = Blake3.reporting(reported);
            for (int at = 0; at < length; at += piece) {
                hasher.update(input, at, Math.min(piece, length - at));
            }
            assertThat(hasher.finish()).isEqualTo(Blake3.digest(input));
            assertThat(reported.values.toByteArray()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, GROUP - 1, GROUP})
    void ofAnInputOfOneGroupNothingIsReported(int length) {
        Reported reported = new Reported();
        assertThat(Blake3.reporting(reported).update(random(length), 0, length).finish())
                .isEqualTo(Digest.at(PaperBlake3.digest(random(length)), 0));
        assertThat(reported.values.size()).isZero();
    }

    private static byte[] groups(byte[] input) {
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        for (int at = 0; at < input.length; at += GROUP) {
            byte[] group = Arrays.copyOfRange(input, at, Math.min(input.length, at + GROUP));
            values.writeBytes(PaperBlake3.value(group, at / Blake3.CHUNK, 0));
        }
        return values.toByteArray();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** All values, which must come without gaps. */
    private static final class Reported implements Blake3.GroupSink {
        private final ByteArrayOutputStream values = new ByteArrayOutputStream();

        @Override
        public void groups(long first, byte[] values, int offset, int count) {
            assertThat(first).isEqualTo(this.values.size() / Blake3.VALUE);
            this.values.write(values, offset, count * Blake3.VALUE);
        }
    }
}
