package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SemanticsTest {
    private static final Path ROOT = Path.of(System.getProperty("vitrine.root"));
    private static final Pattern STATEMENT = Pattern.compile("^- \\*\\*([A-Z]\\d+)\\*\\* (.*)$");

    @Test
    void everyStatementIsQuotedByATest() throws IOException {
        String tests = tests();
        List<String> statements = statements();
        assertThat(statements).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        assertThat(statements.stream().filter(statement -> !tests.contains(statement)))
                .isEmpty();
    }

    /** As {@code F7: The sentence.}, which is how a test quotes it; continuation lines belong to the sentence. */
    private static List<String> statements() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/semantics.md")).replaceAll("\\n {2}", " ");
        return page.lines()
                .map(STATEMENT::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1) + ": " + flat(matcher.group(2)))
                .toList();
    }

    private static String tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            StringBuilder all = new StringBuilder();
            files.filter(file -> file.toString().contains("/src/test/java/")
                            && file.toString().endsWith(".java"))
                    .forEach(file -> all.append(read(file)));
            return flat(all.toString().replaceAll("\\n\\s*(\\*|//)", "\n"));
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
