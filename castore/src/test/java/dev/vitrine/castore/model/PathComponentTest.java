package dev.vitrine.castore.model;

import static dev.vitrine.castore.model.Violations.assertViolation;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M1: A name is 1 to 255 bytes, any byte but slash and NUL, and neither `.` nor `..`. */
final class PathComponentTest {
    private static byte[] bytes(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "...",
                ".keep",
                " ",
                "\n",
                "back\\slash",
                "C:\\a",
                "\u00ff\u00fe",
                "caf\u00e8",
                "a..b",
                "\u0001",
                "%2F"
            })
    void anyOtherBytesAreAName(String name) throws Exception {
        assertThat(PathComponent.of(bytes(name)).toByteArray()).isEqualTo(bytes(name));
    }

    @Test
    void nothingIsNoName() {
        assertViolation(Violation.EMPTY, () -> PathComponent.of(""));
    }

    @Test
    void twoDotsAreNoName() {
        assertViolation(Violation.PARENT, () -> PathComponent.of(".."));
    }

    @Test
    void oneDotIsNoName() {
        assertViolation(Violation.CURRENT, () -> PathComponent.of("."));
    }

    @Test
    void aNameHas255BytesAtMost() throws Exception {
        assertThat(PathComponent.of("a".repeat(255)).length()).isEqualTo(255);
        assertViolation(Violation.TOO_LONG, () -> PathComponent.of("a".repeat(256)));
    }

    @Test
    void theLimitIsInBytesAndNotInCharacters() {
        assertViolation(Violation.TOO_LONG, () -> PathComponent.of("\u00e4".repeat(128)));
    }

    @Test
    void nulIsRefused() {
        assertViolation(Violation.NUL, () -> PathComponent.of("a\0"));
    }

    @Test
    void aSlashIsRefused() {
        assertViolation(Violation.SLASH, () -> PathComponent.of("a/b"));
    }

    @Test
    void lengthIsLookedAtBeforeContents() {
        assertViolation(Violation.TOO_LONG, () -> PathComponent.of("/".repeat(256)));
    }

    @Test
    void nulIsLookedForBeforeSlashes() {
        assertViolation(Violation.NUL, () -> PathComponent.of("/\0"));
    }

    /** M2: Names are compared by their unsigned bytes, never as text. */
    @Test
    void orderIsThatOfUnsignedBytes() throws Exception {
        List<byte[]> ascending = Stream.of("\u0001", "A", "a", "a!", "aa", "b", "\u007f", "\u0080", "\u00ff")
                .map(PathComponentTest::bytes)
                .toList();
        for (int i = 1; i < ascending.size(); i++) {
            PathComponent lesser = PathComponent.of(ascending.get(i - 1));
            PathComponent greater = PathComponent.of(ascending.get(i));
            assertThat(lesser).isLessThan(greater).isNotEqualTo(greater);
        }
    }

    @Test
    void composedAndDecomposedFormsAreDifferentNames() throws Exception {
        assertThat(PathComponent.of("\u00e9")).isNotEqualTo(PathComponent.of("e\u0301"));
    }

    @Test
    void equalBytesAreEqualNames() throws Exception {
        assertThat(PathComponent.of(bytes("x\u00ff")))
                .isEqualTo(PathComponent.of(bytes("x\u00ff")))
                .hasSameHashCodeAs(PathComponent.of(bytes("x\u00ff")));
    }

    @Test
    void arraysAreCopiedInAndOut() throws Exception {
        byte[] in = bytes("abc");
        PathComponent name = PathComponent.of(in);
        Arrays.fill(in, (byte) '/');
        Arrays.fill(name.toByteArray(), (byte) '/');
        assertThat(name).isEqualTo(PathComponent.of("abc"));
        assertThat(name.asByteBuffer().isReadOnly()).isTrue();
    }
}
