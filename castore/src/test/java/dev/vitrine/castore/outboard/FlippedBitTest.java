package dev.vitrine.castore.outboard;

import static dev.vitrine.castore.outboard.VerifiedBlob.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bit that is wrong in a stored blob or in its outboard, wherever it is. */
final class FlippedBitTest {
    @TempDir
    Path temporary;

    /** The first and the last byte, and those on each side of each border between groups; of many borders some. */
    private static Set<Integer> places(int size) {
        Set<Integer> places = new TreeSet<>(List.of(0, size - 1));
        int step = size > 20 * GROUP ? 31 * GROUP : GROUP;
        IntStream.iterate(GROUP, border -> border < size, border -> border + step)
                .forEach(border -> places.addAll(List.of(border - 1, border)));
        return places;
    }

    private static void assertCorrupt(BlobReader reader, VerifiedBlob blob, long position, int length) {
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> blob.readsRight(reader, position, length))
                .withMessageContaining("has wrong bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16_383, 16_384, 16_385, 49_152, 65_537, 5_242_897})
    void inABlobItIsAnErrorForWhoReadsItsGroup(int size) throws IOException {
        VerifiedBlob blob = new VerifiedBlob(size, temporary);
        for (int place : places(size)) {
            blob.stored.flip(place);
            for (ReadCheck check : Set.of(ReadCheck.FIRST_READ, ReadCheck.ALWAYS)) {
                BlobReader reader = blob.open(check);
                assertCorrupt(reader, blob, place, 1);
                assertCorrupt(reader, blob, place - place % GROUP, GROUP);
                assertCorrupt(reader, blob, Math.max(0, place - 100_000), 200_000);
                assertThatExceptionOfType(Corrupt.class).isThrownBy(blob.open(ReadCheck.FIRST_READ)::verify);
            }
            blob.stored.flip(place);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16_385, 49_152, 65_537, 5_242_897})
    void inABlobItIsNoErrorForWhoReadsOtherGroups(int size) throws IOException {
        VerifiedBlob blob = new VerifiedBlob(size, temporary);
        for (int place : places(size)) {
            blob.stored.flip(place);
            BlobReader reader = blob.open(ReadCheck.FIRST_READ);
            int start = place - place % GROUP;
            assertThat(blob.readsRight(reader, 0, start)).isTrue();
            assertThat(blob.readsRight(reader, start + GROUP, size)).isTrue();
            blob.stored.flip(place);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1023 * GROUP + 1, 1024 * GROUP, 1024 * GROUP + 1, 1025 * GROUP})
    void inABlobOfManyGroupsItIsFoundAtTheBordersOfRegions(int size) throws IOException {
        VerifiedBlob blob = new VerifiedBlob(size, temporary);
        for (int place : List.of(0, 512 * GROUP - 1, 512 * GROUP, 1023 * GROUP - 1, 1023 * GROUP, size - 1)) {
            blob.stored.flip(place);
            BlobReader reader = blob.open(ReadCheck.FIRST_READ);
            assertCorrupt(reader, blob, place, 1);
            assertThat(blob.readsRight(reader, place < GROUP ? GROUP : 0, GROUP))
                    .isTrue();
            blob.stored.flip(place);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16_385, 49_152, 65_537})
    void inAnOutboardItIsNeverAWrongByteAndIsHealed(int size) throws IOException {
        VerifiedBlob blob = new VerifiedBlob(size, temporary);
        for (int place = 0; place < blob.nodes.length; place++) {
            healsFlippedOutboard(blob, place);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1023 * GROUP, 1024 * GROUP, 1025 * GROUP})
    void inABigOutboardItIsHealedToo(int size) throws IOException {
        VerifiedBlob blob = new VerifiedBlob(size, temporary);
        for (int place : Set.of(0, 63, 64, blob.nodes.length / 2, blob.nodes.length - 1)) {
            healsFlippedOutboard(blob, place);
        }
    }

    private static void healsFlippedOutboard(VerifiedBlob blob, int place) throws CastoreException {
        byte[] damaged = blob.nodes.clone();
        damaged[place] ^= 1;
        blob.outboard.set(damaged);
        assertThat(blob.readsRight(blob.open(ReadCheck.FIRST_READ), 0, blob.bytes.length))
                .isTrue();
        assertThat(blob.outboard.bytes()).hasValue(blob.nodes);
    }

    @ParameterizedTest
    @ValueSource(ints = {16_385, 49_152, 65_537})
    void anOutboardOfAnotherLengthIsHealed(int size) throws IOException {
        VerifiedBlob blob = new VerifiedBlob(size, temporary);
        for (int length : Set.of(0, blob.nodes.length - 1, blob.nodes.length + 1)) {
            blob.outboard.set(Arrays.copyOf(blob.nodes, length));
            assertThat(blob.readsRight(blob.open(ReadCheck.ALWAYS), size - 1, 1))
                    .isTrue();
            assertThat(blob.outboard.bytes()).hasValue(blob.nodes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16_385, 49_152, 5_242_897})
    void inABlobWithoutOutboardItIsAnErrorForWhoReadsAnything(int size) throws IOException {
        VerifiedBlob blob = new VerifiedBlob(size, temporary);
        blob.outboard.set(new byte[0]);
        blob.stored.flip(size - 1);
        BlobReader reader = blob.open(ReadCheck.FIRST_READ);
        assertCorrupt(reader, blob, 0, 1);
        long read = blob.stored.read();
        assertCorrupt(reader, blob, 0, 1);
        assertThat(blob.stored.read()).isLessThanOrEqualTo(read + GROUP); // the whole was not hashed again
        assertThat(blob.outboard.bytes()).hasValue(new byte[0]);
    }
}
