package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code import} leaves out, shows and says. */
final class ImportingIT {
    @TempDir
    private Path temp;

    private Path store = Path.of("");
    private Path tree = Path.of("");

    @BeforeEach
    void makeTree() throws Exception {
        store = temp.resolve("store");
        tree = Files.createDirectory(temp.resolve("tree"));
        Files.writeString(tree.resolve("a.c"), "Hello World!");
        Files.writeString(tree.resolve("a.o"), "o");
        Files.writeString(Files.createDirectory(tree.resolve("sub")).resolve("b.o"), "Hello World!");
        Files.writeString(tree.resolve("sub/.vitrineignore"), "!b.o\n*.c\n");
        Files.writeString(tree.resolve("sub/c.c"), "");
    }

    @Test
    void excludesByOptionAndByFile() throws Exception {
        Program.vitrine(store, "import", "--exclude", "a.*", "--exclude", "!a.c", tree.toString())
                .succeeded();
        assertThat(Program.vitrine(store, "tree", "tree").succeeded().lines())
                .containsExactly(
                        "tree",
                        "├── a.c",
                        "└── sub",
                        "    ├── .vitrineignore",
                        "    └── b.o",
                        "",
                        "1 directory, 3 files, 0 symlinks");
        Program.vitrine(store, "import", "--no-ignore", tree.toString()).succeeded();
        assertThat(Program.vitrine(store, "ls", "tree/sub").succeeded().lines())
                .containsExactly(".vitrineignore", "b.o", "c.c");
        assertThat(Program.vitrine(store, "import", "--exclude", "[a", tree.toString())
                        .failedWith(2)
                        .stderr())
                .startsWith("--exclude: the pattern '[a' has a bracket that is not closed");
    }

    /**
     * C45: At its end `import` says in one line on stderr what was new and what was shared.
     *
     * <p>C48: `import --quiet` shows neither progress nor summary.
     */
    @Test
    void theSummaryIsOnStderr() throws Exception {
        Result first = Program.vitrine(store, "import", tree.toString()).succeeded();
        assertThat(first.lines()).singleElement().asString().startsWith("tree\tb3:");
        assertThat(first.stderr())
                .matches("vitrine: tree: new: 3 files, 2 directories, \\d+ B; shared: 1 file, 0 directories, 12 B;"
                        + " symlinks: 0; left out: 1; \\d+\\.\\d s, [0-9.]+ [KM]?i?B/s\n");
        Files.writeString(tree.resolve("new"), "new");
        Result second = Program.vitrine(store, "import", tree.toString()).succeeded();
        assertThat(second.stderr())
                .startsWith("vitrine: tree: new: 1 file, 1 directory, 3 B; shared: 4 files, 1 directory, ");
        Result quiet =
                Program.vitrine(store, "import", "--quiet", tree.toString()).succeeded();
        assertThat(quiet.stderr()).isEmpty();
        assertThat(quiet.lines()).isEqualTo(second.lines());
    }

    /** C49: `import --json` prints for each root one line with its name, kind, digest, and numbers of what was new, shared and left out. */
    @Test
    void aRootAsJson() throws Exception {
        Result result = Program.vitrine(
                        store,
                        "import",
                        "--quiet",
                        "--json",
                        tree.toString(),
                        tree.resolve("a.c").toString())
                .succeeded();
        assertThat(result.lines())
                .satisfiesExactly(
                        root -> assertThat(root)
                                .matches(
                                        "\\{\"name\":\"tree\",\"digest\":\"b3:[^\"]{44}\",\"kind\":\"directory\",\"files\":4,"
                                                + "\"directories\":2,\"symlinks\":0,\"bytes\":34,\"new_blobs\":3,\"new_bytes\":22,"
                                                + "\"new_directories\":2,\"shared_blobs\":1,\"shared_bytes\":12,\"shared_directories\":0,"
                                                + "\"unchanged\":0,\"skipped\":1,\"seconds\":[0-9.]+}"),
                        file -> assertThat(file)
                                .startsWith(
                                        "{\"name\":\"a.c\",\"digest\":\"b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=\","
                                                + "\"kind\":\"file\",\"files\":1,\"directories\":0,\"symlinks\":0,\"bytes\":12,"
                                                + "\"new_blobs\":0,\"new_bytes\":0,\"new_directories\":0,\"shared_blobs\":1,"
                                                + "\"shared_bytes\":12,"));
        assertThat(result.stderr()).isEmpty();
    }

    /** C60: A second `import` of a path reads what has changed; `--no-cache` reads every file. */
    @Test
    void whatHasNotChangedIsNotReadAgain() throws Exception {
        String source =
                Path.of(System.getProperty("vitrine.root"), "docs", "adr").toString();
        long files;
        try (var found = Files.list(Path.of(source))) {
            files = found.count();
        }
        assertThat(json(source)).contains("\"unchanged\":0,");
        assertThat(json(source)).contains("\"unchanged\":" + files + ",", "\"new_blobs\":0,");
        assertThat(json("--no-cache", source)).contains("\"unchanged\":0,", "\"new_blobs\":0,");
    }

    private String json(String... arguments) throws Exception {
        return Program.vitrine(
                        store,
                        Stream.concat(Stream.of("import", "--json"), Arrays.stream(arguments))
                                .toArray(String[]::new))
                .succeeded()
                .text();
    }

    /** C61: `import --memory` takes 1MiB to 2GiB; anything else is wrong usage. */
    @Test
    void memoryHasBounds() throws Exception {
        Program.vitrine(store, "import", "--memory", "1MiB", tree.toString()).succeeded();
        for (String wrong : List.of("1023KiB", "2049MiB", "lots", "-1")) {
            Program.vitrine(store, "import", "--memory", wrong, tree.toString()).failedWith(2);
        }
    }

    /** C46: On a terminal `import` shows one line with files, bytes, rate, what is shared and the time left, which stays in its place, fits the width and is gone at the end. */
    @Test
    void aTerminalShowsOneSteadyLine() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            Files.writeString(tree.resolve("file-" + i), "" + i);
        }
        String typescript = Program.shell(
                        "script -qec \"stty cols 50; exec '$2' import --store '$1' '$3'\" /dev/null",
                        store,
                        Program.LAUNCHER,
                        tree)
                .succeeded()
                .text();
        String progress = typescript.substring(0, typescript.indexOf("tree\tb3:"));
        assertThat(progress).startsWith("\r").endsWith("\r").doesNotContain("\n");
        assertThat(progress.substring(1).split("\r", -1))
                .allSatisfy(text -> assertThat(text).hasSizeLessThan(50));
        assertThat(progress.substring(0, progress.length() - 1)).matches("(?s).*\r +");
        assertThat(typescript).contains("vitrine: tree: new: ");
    }
}
