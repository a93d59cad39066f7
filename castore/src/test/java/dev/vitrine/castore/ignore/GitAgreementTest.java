package dev.vitrine.castore.ignore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What git says of the same patterns and the same tree, for patterns that are put together at random out of what is difficult. Patterns
 * that Vitrine refuses stand for nothing in git.
 */
final class GitAgreementTest {
    private static final List<String> PIECES =
            apart("a|b|ab|a.b|c|*|*|?|**|/|/|/|[ab]|[!a]|[^a]|[a-c]|[[:alpha:]]|[[:upper:]]|"
                    + "[[:punct:]]|[[:graph:]]|\\*|\\?|\\\\|\\a| |\\ |#|!|.x|\u00e9|\u00c3\u00a9|[]a]|[a|]|{|+|.|(|$|^|**/|/**|[[:foo:]]|"
                    + "[a-]|[[:a]|[\\]]|-|***|[!]a]|A|*b|a*|\t");

    private static final List<String> NAMES =
            apart("a|b|ab|a.b|c|A|a b|a |a\t|*|?|[a]|#|!|!a|\\|.x|caf\u00e9|\u00e9|\u00c3\u00a9|"
                    + "a\nb|]|-|{|+|ac|bb|(|$|^|[| ");

    private static final List<String> DIRECTORIES = List.of("a", "b", "ab", "c");

    private static List<String> apart(String all) {
        return List.of(all.split("\\|", -1));
    }

    @TempDir
    private Path temp;

    /** Parents before their children. */
    private final List<String> paths = new ArrayList<>();

    private final Set<String> directories = new HashSet<>();

    @BeforeEach
    void makeTree() throws IOException {
        Command.run("git", "init", "-q", temp.toString());
        fill("", 3);
    }

    /** Git asks the disk about directories alone: what is not there is a file to it. */
    private void fill(String prefix, int levels) throws IOException {
        for (String name : NAMES) {
            String path = prefix + name;
            paths.add(path);
            if (levels > 1 && DIRECTORIES.contains(name)) {
                directories.add(path);
                Files.createDirectory(temp.resolve(path));
                fill(path + "/", levels - 1);
            }
        }
    }

    private Set<String> ignoredByGit(String text) throws IOException {
        Files.write(temp.resolve(".gitignore"), text.getBytes(ISO_8859_1));
        Path in = Files.write(temp.resolve(".git/in"), (String.join("\0", paths) + "\0").getBytes(ISO_8859_1));
        Path out = temp.resolve(".git/out");
        Command.run(
                "sh",
                "-c",
                "cd \"$1\" && git -c core.ignorecase=false -c core.excludesFile=/dev/null check-ignore --no-index -z --stdin"
                        + " <.git/in >.git/out || [ $? = 1 ]",
                "sh",
                temp.toString());
        Files.delete(in);
        Set<String> ignored = new TreeSet<>(List.of(new String(Files.readAllBytes(out), ISO_8859_1).split("\0", -1)));
        ignored.remove("");
        return ignored;
    }

    private Set<String> excluded(String text) throws IOException {
        Patterns patterns = Patterns.parse(text.getBytes(ISO_8859_1));
        Set<String> excluded = new TreeSet<>();
        for (String path : paths) {
            String above = path.substring(0, Math.max(0, path.lastIndexOf('/')));
            boolean isDirectory = directories.contains(path);
            if (excluded.contains(above)
                    || patterns.judge(path.getBytes(ISO_8859_1), isDirectory) == Verdict.EXCLUDED) {
                excluded.add(path);
            }
        }
        return excluded;
    }

    private static String lines(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(5) == 0 ? "!" : "");
            for (int piece = random.nextInt(5); piece >= 0; piece--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            text.append(random.nextInt(4) == 0 ? "/" : "").append(random.nextInt(20) == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    /** The lines that can be read. */
    private String legal(String text) throws IOException {
        StringBuilder legal = new StringBuilder();
        for (String line : text.split("(?<=\n)", -1)) {
            try {
                Patterns.parse(line.getBytes(ISO_8859_1));
                legal.append(line);
            } catch (PatternException e) {
                assertThat(ignoredByGit(line)).as("what is refused: %s", line).isEmpty();
            }
        }
        return legal.toString();
    }

    /** I21: Patterns mean what they mean to git in `.gitignore`, byte for byte. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomPatternsMeanWhatTheyMeanToGit(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            String text = legal(lines(random, 1 + random.nextInt(4)));
            assertThat(excluded(text)).as("seed %s, patterns: %s", seed, text).isEqualTo(ignoredByGit(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/**/b", "**/a/b", "a/**", "/**/a", "ab**/b", "a***/b", "**", "/", "//", "!", "*/", "*\n!*/\n!.x",
                        "a/\n!a/b", "/*\n!/a",
                "a//b", "***/a", "[[:a]", "[[:alpha:]]", "\\\\\\*", "a\\ ", "a b ", " ", "\\ ", "/a/b/../c", "./a",
                        "[\\]]", "[a-", "a[]-a]"
            })
    void hardPatternsMeanWhatTheyMeanToGit(String text) throws Exception {
        String legal = legal(text);
        assertThat(excluded(legal)).isEqualTo(ignoredByGit(legal));
    }
}
