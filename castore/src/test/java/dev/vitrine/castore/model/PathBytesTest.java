package dev.vitrine.castore.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathBytesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a",
                "a/b",
                "/a",
                "..",
                ".",
                "./a/../b",
                "/a/..",
                "/tmp",
                "/dev",
                "%2F",
                "a?b#c d\\",
                "x\ny",
                "/\377"
            })
    void bytesAreThoseOfThePath(String latin1) {
        Path path = latin1.startsWith("/\377") ? Path.of(URI.create("file:///%FF")) : Path.of(latin1);

        assertThat(new String(PathBytes.of(path), ISO_8859_1)).isEqualTo(latin1);
    }

    @Test
    void everyByteButSlashAndNulGoesThroughAPathAndBack() {
        StringBuilder escaped = new StringBuilder("file:///dir/");
        StringBuilder latin1 = new StringBuilder();
        for (int b = 1; b < 256; b++) {
            if (b != '/') {
                escaped.append(String.format("%%%02X", b));
                latin1.append((char) b);
            }
        }
        Path path = Path.of(URI.create(escaped.toString()));

        assertThat(new String(PathBytes.of(path), ISO_8859_1)).isEqualTo("/dir/" + latin1);
        assertThat(new String(PathBytes.of(Path.of("/dir").relativize(path)), ISO_8859_1))
                .isEqualTo(latin1.toString());
    }
}
