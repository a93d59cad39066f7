package dev.vitrine.castore.ignore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases that gitignore(5) speaks of. That all others are as in git is for {@link GitAgreementTest} to say. */
final class PatternsTest {
    private static Verdict judge(String text, String path) throws PatternException {
        boolean isDirectory = path.endsWith("/");
        String name = isDirectory ? path.substring(0, path.length() - 1) : path;
        return Patterns.parse(text.getBytes(ISO_8859_1)).judge(name.getBytes(ISO_8859_1), isDirectory);
    }

    @ParameterizedTest
    @CsvSource({
        "foo, foo",
        "foo, a/b/foo",
        "foo/, a/foo/",
        "/foo, foo",
        "a/foo, a/foo",
        "*.o, x/main.o",
        "a/*.o, a/main.o",
        "**/foo, foo",
        "**/foo, a/b/foo",
        "a/**, a/b/c",
        "a/**/b, a/b",
        "a/**/b, a/x/y/b",
        "f?o, fxo",
        "[a-c]x, bx",
        "[!a-c]x, dx",
        "[]]x, ]x",
        "[[:digit:]], 7",
        "\\#x, #x",
        "\\!x, !x",
        "a\\*, a*",
    })
    void standsFor(String pattern, String path) throws Exception {
        assertThat(judge(pattern, path)).isEqualTo(Verdict.EXCLUDED);
    }

    @ParameterizedTest
    @CsvSource({
        "foo, foot",
        "foo/, a/foo",
        "/foo, a/foo",
        "a/foo, b/a/foo",
        "a/*.o, a/b/main.o",
        "a/*, a/b/c",
        "a/**, a/",
        "a/**b, a/x/b",
        "a/**/b, ab",
        "f?o, f/o",
        "/a[!x]b, a/b",
        "a\\*, ab",
        "#x, #x",
        "[a-c]x, dx",
        "A, a",
    })
    void doesNotStandFor(String pattern, String path) throws Exception {
        assertThat(judge(pattern, path)).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void theLastPatternCounts() throws Exception {
        assertThat(judge("*.o\n!keep.o\n", "keep.o")).isEqualTo(Verdict.INCLUDED);
        assertThat(judge("!keep.o\n*.o\n", "keep.o")).isEqualTo(Verdict.EXCLUDED);
    }

    @Test
    void linesEndAsInGit() throws Exception {
        assertThat(judge("\n# comment\n\nfoo\r\n", "foo")).isEqualTo(Verdict.EXCLUDED);
        assertThat(judge("foo  \n", "foo")).isEqualTo(Verdict.EXCLUDED);
        assertThat(judge("foo\\ \n", "foo ")).isEqualTo(Verdict.EXCLUDED);
        assertThat(judge("\u00ef\u00bb\u00bffoo", "foo")).isEqualTo(Verdict.EXCLUDED);
    }

    @Test
    void namesAreBytes() throws Exception {
        assertThat(judge("caf?", "caf\u00e9")).isEqualTo(Verdict.EXCLUDED);
        assertThat(judge("caf?", "caf\u00c3\u00a9")).isEqualTo(Verdict.UNDECIDED);
        assertThat(judge("[\u00e0-\u00ef]*", "\u00e9\n")).isEqualTo(Verdict.EXCLUDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok\n[a", "ok\na\\", "ok\n[[:odd:]]", "ok\n[]", "ok\n[a\\"})
    void whatCouldStandForNothingIsRefused(String text) {
        assertThatThrownBy(() -> Patterns.parse(text.getBytes(ISO_8859_1)))
                .isInstanceOf(PatternException.class)
                .hasMessageStartingWith("line 2: the pattern '");
        assertThatThrownBy(() -> Patterns.of(List.of(text.substring(3).getBytes(ISO_8859_1))))
                .isInstanceOf(PatternException.class)
                .hasMessageStartingWith("the pattern '");
    }

    /** Where each star were tried at each place, this would take ages. */
    @Test
    void manyStarsCostLittle() {
        String pattern = "**/" + "*a".repeat(60) + "*b/**/*c";
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(judge(pattern, "a".repeat(255) + "/" + "a".repeat(255) + "/c"))
                        .isEqualTo(Verdict.UNDECIDED));
    }
}
