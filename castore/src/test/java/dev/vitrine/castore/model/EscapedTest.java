package dev.vitrine.castore.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * M5: Printed names show tab, newline and backslash as `\t`, `\n` and `\\`, and the bytes of other control characters and of what is
 * not UTF-8 as `\xHH`.
 */
final class EscapedTest {
    @ParameterizedTest
    @CsvSource({
        "616263, abc",
        "612062, a b",
        "6109, a\\t",
        "0a62, \\nb",
        "5c, \\\\",
        "5c786666, \\\\xff",
        "00, \\x00",
        "1b5b, \\x1b[",
        "7f, \\x7f",
        "c3a9, \u00e9",
        "65cc81, e\u0301",
        "f09f9880, \ud83d\ude00",
        "c285, \\xc2\\x85",
        "e280a8, \\xe2\\x80\\xa8",
        "636166e8, caf\\xe8",
        "ff41fe, \\xffA\\xfe",
        "e282, \\xe2\\x82",
        "c0af, \\xc0\\xaf",
        "eda080, \\xed\\xa0\\x80",
        "f09f98, \\xf0\\x9f\\x98",
    })
    void bytesBecomeOneLine(String hex, String expected) {
        assertThat(Escaped.text(HexFormat.of().parseHex(hex))).isEqualTo(expected);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(Escaped.text(new byte[0])).isEmpty();
    }

    @Test
    void textIsEscapedByItsUtf8Form() {
        assertThat(Escaped.text("\u00e9\n\u0085")).isEqualTo("\u00e9\\n\\xc2\\x85");
    }

    @Test
    void anExcerptIsCutAfterAHundredBytes() {
        assertThat(Escaped.excerpt("a".repeat(100).getBytes(UTF_8))).isEqualTo("a".repeat(100));
        assertThat(Escaped.excerpt("a".repeat(101))).isEqualTo("a".repeat(100) + "...");
    }

    @Test
    void namesTargetsAndPathsPrintEscaped() throws Exception {
        byte[] odd = "caf\u00e8\t".getBytes(ISO_8859_1);
        assertThat(PathComponent.of(odd)).hasToString("caf\\xe8\\t");
        assertThat(SymlinkTarget.of(odd)).hasToString("caf\\xe8\\t");
        assertThat(CastorePath.parse("a\n/b\\")).hasToString("a\\n/b\\\\");
    }
}
