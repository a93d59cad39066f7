package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that compare, add up and draw trees. */
final class TreesIT {
    private static final String HELLO = "b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=";

    @TempDir
    private Path temp;

    private Path store = Path.of("");
    private Path tree = Path.of("");

    @BeforeEach
    void makeTree() throws Exception {
        store = temp.resolve("store");
        tree = Files.createDirectory(temp.resolve("tree"));
        Files.writeString(tree.resolve("hello"), "Hello World!");
        Files.writeString(tree.resolve("a\nb"), "1");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("hello"));
        Files.writeString(Files.createDirectory(tree.resolve("sub")).resolve("copy"), "Hello World!");
        Files.writeString(Files.createDirectory(tree.resolve("old")).resolve("x"), "x");
    }

    /** Imports the tree as it is now, and says its digest. */
    private String importAs(String name) throws Exception {
        String line = Program.vitrine(store, "import", "--name", name, tree.toString())
                .succeeded()
                .text();
        return line.strip().substring(name.length() + 1);
    }

    /** The digests of the two. */
    private List<String> importTwoVersions() throws Exception {
        String before = importAs("before");
        Files.writeString(tree.resolve("hello"), "Hello again");
        Files.setPosixFilePermissions(tree.resolve("sub/copy"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.delete(tree.resolve("link"));
        Files.writeString(tree.resolve("link"), "");
        Files.delete(tree.resolve("a\nb"));
        Files.move(tree.resolve("old"), tree.resolve("new"));
        return List.of(before, importAs("after"));
    }

    /**
     * C39: `diff A B` prints what differs, one escaped path a line in the byte order of names: `+` only in B, `-` only in A, `M` other
     * contents or another target, `T` another kind, `x` executable or not.
     *
     * <p>C40: `diff` ends with 0 for equal trees, with 1 for different ones, and with 2 when it cannot tell.
     */
    @Test
    void diffPrintsWhatDiffers() throws Exception {
        List<String> digests = importTwoVersions();
        String[] lines = {"- a\\nb", "M hello", "T link", "+ new/", "- old/", "x sub/copy"};
        assertThat(Program.vitrine(store, "diff", "before", "after").failedWith(1))
                .satisfies(result -> assertThat(result.lines()).containsExactly(lines))
                .satisfies(result -> assertThat(result.stderr()).isEmpty());
        assertThat(Program.vitrine(store, "diff", digests.get(0), digests.get(1))
                        .failedWith(1)
                        .lines())
                .containsExactly(lines);
        assertThat(Program.vitrine(store, "diff", "before/old", "after/new/")
                        .succeeded()
                        .lines())
                .isEmpty();
        assertThat(Program.vitrine(store, "diff", "-r", "before/sub", "after")
                        .failedWith(1)
                        .lines())
                .containsExactly("- copy", "+ hello", "+ link", "+ new/", "+ new/x", "+ sub/", "+ sub/copy");
    }

    @Test
    void diffThatCannotTellEndsWith2() throws Exception {
        importAs("before");
        Result result = Program.vitrine(store, "diff", "before", "absent").failedWith(2);
        assertThat(result.stderr()).isEqualTo("vitrine: nothing is at 'absent'\n");
        assertThat(Program.vitrine(store, "diff", "before").failedWith(2).stderr())
                .contains("'B'");
    }

    /** C41: `diff --json` and `du --json` print one JSON object a line, with names that are not UTF-8 escaped, and their bytes beside them in base64. */
    @Test
    void diffAsJson() throws Exception {
        importTwoVersions();
        assertThat(Program.vitrine(store, "diff", "--json", "before", "after")
                        .failedWith(1)
                        .lines())
                .hasSize(6)
                .startsWith(
                        "{\"path\":\"a\\nb\",\"change\":\"removed\",\"before\":{\"kind\":\"file\","
                                + "\"digest\":\"b3:1jvZqCavkcH+o3GWWmThHuIPE+RrX1LFmQETZgWzpIc=\",\"size\":1,\"executable\":false}}",
                        "{\"path\":\"hello\",\"change\":\"contents\",\"before\":{\"kind\":\"file\","
                                + "\"digest\":\"" + HELLO + "\",\"size\":12,\"executable\":false},"
                                + "\"after\":{\"kind\":\"file\","
                                + "\"digest\":\"b3:U+DK6QgtkxkROzBnw8CULiPqmjP7i1nzdUVPJZq3It0=\",\"size\":11,\"executable\":false}}");
    }

    /** C42: `du` prints the bytes in a directory, those of distinct blobs, how many entries lie below, and the path; a blob is distinct where it is met first in all that is named. */
    @Test
    void duCountsSharedBytesOnce() throws Exception {
        importTwoVersions();
        assertThat(Program.vitrine(store, "du", "before").succeeded().lines())
                .containsExactly("1\t1\t1\tbefore/old", "12\t0\t1\tbefore/sub", "26\t14\t7\tbefore");
        assertThat(Program.vitrine(store, "du", "-s", "-c", "before", "after", "before/hello")
                        .succeeded()
                        .lines())
                .containsExactly(
                        "26\t14\t7\tbefore", "24\t11\t6\tafter", "12\t0\t0\tbefore/hello", "62\t25\t13\ttotal");
        assertThat(Program.vitrine(store, "du", "--depth", "0", "--human", "--json")
                        .succeeded()
                        .lines())
                .containsExactly(
                        "{\"path\":\"after\",\"bytes\":24,\"distinct_bytes\":24,\"entries\":6}",
                        "{\"path\":\"before\",\"bytes\":26,\"distinct_bytes\":1,\"entries\":7}");
        assertThat(Program.vitrine(store, "du", "-s", "--human", "before")
                        .succeeded()
                        .lines())
                .containsExactly("26 B\t14 B\t7\tbefore");
    }

    @Test
    void treeDrawsARootAPathAndADigest() throws Exception {
        String digest = importAs("root");
        assertThat(Program.vitrine(store, "tree", "root").succeeded().lines())
                .containsExactly(
                        "root",
                        "├── a\\nb",
                        "├── hello",
                        "├── link -> hello",
                        "├── old",
                        "│   └── x",
                        "└── sub",
                        "    └── copy",
                        "",
                        "2 directories, 4 files, 1 symlink");
        assertThat(Program.vitrine(store, "tree", "--digests", digest + "/sub")
                        .succeeded()
                        .lines())
                .contains("└── [" + HELLO + "] copy");
        assertThat(Program.vitrine(store, "tree", "-L", "0", "root")
                        .failedWith(2)
                        .stderr())
                .contains("--depth is 1 or more");
    }

    @Test
    void aReaderThatGoesAwayEndsThemWithoutAWord() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            Files.writeString(tree.resolve("sub/a-name-that-is-long-enough-to-fill-a-pipe-" + i), "" + i);
        }
        importAs("before");
        for (String command : new String[] {"tree before", "diff -r before/old before/sub"}) {
            Result result = Program.shell(
                            "VITRINE_STORE=$1 \"$2\" " + command + " | head -n 1", store, Program.LAUNCHER)
                    .succeeded();
            assertThat(result.stderr()).as(command).isEmpty();
            assertThat(result.lines()).as(command).hasSize(1);
        }
    }
}
