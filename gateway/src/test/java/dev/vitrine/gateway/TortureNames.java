package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;

/** Names that break programs which take names for text, URLs or markup. */
final class TortureNames {
    private static final List<String> TEXT = List.of(
            "%2F",
            "%",
            "%zz",
            "a%00",
            "]]>",
            "back\\slash",
            "\\",
            "semi;colon",
            "a b",
            " lead",
            "trail ",
            "  ",
            "q?x=1",
            "#frag",
            "&amp;",
            "a&b",
            "'single'",
            "\"double\"",
            "<script>alert(1)<",
            "\"><img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "http:",
            "a:b",
            "-",
            "...",
            ".hidden",
            "~",
            "+",
            "*",
            "[x]",
            "{x}|^`",
            "@{x}",
            "${x}",
            "@if(x)",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u0085",
            "tab\there",
            "new\nline",
            "cr\rhere",
            "\u00e9",
            "e\u0301",
            "\u202egnp.exe",
            "\u2028",
            "\ufeff",
            "\ufffe",
            "\uffff",
            "\ud83d\ude00",
            "\ud83f\udfff",
            "x".repeat(255),
            "\u00e9".repeat(127));

    private static final List<String> BYTES =
            List.of("caf\u00e8", "caf\u00e9", "\u00ff", "\u00c3", "\u00ed\u00a0\u0080", "\u00c0\u00ae");

    private TortureNames() {}

    static List<byte[]> all() {
        return Stream.concat(
                        TEXT.stream().map(name -> name.getBytes(UTF_8)),
                        BYTES.stream().map(name -> name.getBytes(ISO_8859_1)))
                .toList();
    }
}
