package dev.vitrine.castore.model;

import static dev.vitrine.castore.model.Violations.assertViolation;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** M4: A path is names with single slashes between them; the empty path is the top. */
final class CastorePathTest {
    @Test
    void theEmptyPathIsTheTop() throws Exception {
        assertThat(CastorePath.parse("")).isEqualTo(CastorePath.TOP);
        assertThat(CastorePath.TOP.isTop()).isTrue();
    }

    @Test
    void namesStandBetweenSlashes() throws Exception {
        assertThat(CastorePath.parse("a/b\\c/...").components())
                .containsExactly(PathComponent.of("a"), PathComponent.of("b\\c"), PathComponent.of("..."));
    }

    @Test
    void namesNeedNotBeText() throws Exception {
        byte[] path = "\u00ff/\u0080".getBytes(ISO_8859_1);
        assertThat(CastorePath.parse(path).components())
                .containsExactly(PathComponent.of(new byte[] {-1}), PathComponent.of(new byte[] {-128}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "//a", "a//b", "a/", "a/b//"})
    void aSlashThatIsNotBetweenTwoNamesIsRefused(String path) {
        assertViolation(Violation.PATH, () -> CastorePath.parse(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "./a", "a/.", "a/./b"})
    void theCurrentDirectoryIsRefused(String path) {
        assertViolation(Violation.CURRENT, () -> CastorePath.parse(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../a", "a/..", "a/../b"})
    void climbingIsRefused(String path) {
        assertViolation(Violation.PARENT, () -> CastorePath.parse(path));
    }

    @Test
    void nulAndLongNamesAreRefused() {
        assertViolation(Violation.NUL, () -> CastorePath.parse("a/b\0"));
        assertViolation(Violation.TOO_LONG, () -> CastorePath.parse("a/" + "b".repeat(256)));
    }

    @Test
    void theMessageAboutAHugePathIsShort() {
        assertThatThrownBy(() -> CastorePath.parse("a/".repeat(100_000)))
                .message()
                .hasSizeLessThan(300);
    }

    @Test
    void parentAndNameTakeAPathApart() throws Exception {
        CastorePath path = CastorePath.parse("a/b");
        assertThat(path.parent()).contains(CastorePath.parse("a"));
        assertThat(path.name()).contains(PathComponent.of("b"));
        assertThat(CastorePath.parse("a").parent()).contains(CastorePath.TOP);
    }

    @Test
    void theTopHasNeitherParentNorName() {
        assertThat(CastorePath.TOP.parent()).isEmpty();
        assertThat(CastorePath.TOP.name()).isEmpty();
    }

    @Test
    void resolveAddsOneName() throws Exception {
        assertThat(CastorePath.TOP.resolve(PathComponent.of("a")).resolve(PathComponent.of("b")))
                .isEqualTo(CastorePath.parse("a/b"))
                .hasToString("a/b");
    }

    @Test
    void theBytesOfAPathAreThoseItWasReadFrom() throws Exception {
        byte[] bytes = {'a', '/', (byte) 0xe9, '\n', '/', 'c'};
        assertThat(CastorePath.parse(bytes).toByteArray()).isEqualTo(bytes);
        assertThat(CastorePath.TOP.toByteArray()).isEmpty();
    }
}
