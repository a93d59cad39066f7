package dev.vitrine.castore.model;

import static dev.vitrine.castore.model.Violations.assertViolation;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M3: A symlink target is 1 to 4,095 bytes, any byte but NUL. */
final class SymlinkTargetTest {
    @ParameterizedTest
    @ValueSource(strings = {".", "..", "/", "/nix/store/somewhereelse", "a//b/", "\u00ff", "\n"})
    void anyOtherBytesAreATarget(String target) throws Exception {
        byte[] bytes = target.getBytes(ISO_8859_1);
        assertThat(SymlinkTarget.of(bytes).toByteArray()).isEqualTo(bytes);
    }

    @Test
    void nothingIsNoTarget() {
        assertViolation(Violation.EMPTY, () -> SymlinkTarget.of(""));
    }

    @Test
    void aTargetHas4095BytesAtMost() throws Exception {
        assertThat(SymlinkTarget.of("t".repeat(4095)).length()).isEqualTo(4095);
        assertViolation(Violation.TOO_LONG, () -> SymlinkTarget.of("t".repeat(4096)));
    }

    @Test
    void lengthIsLookedAtBeforeContents() {
        assertViolation(Violation.TOO_LONG, () -> SymlinkTarget.of("\0".repeat(4096)));
    }

    @Test
    void nulIsRefused() {
        assertViolation(Violation.NUL, () -> SymlinkTarget.of("a\0b"));
    }

    @Test
    void arraysAreCopiedInAndOut() throws Exception {
        byte[] in = {'a'};
        SymlinkTarget target = SymlinkTarget.of(in);
        in[0] = 'b';
        target.toByteArray()[0] = 'c';
        assertThat(target).isEqualTo(SymlinkTarget.of("a")).hasSameHashCodeAs(SymlinkTarget.of("a"));
    }
}
