package dev.vitrine.castore.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.Command;
import dev.vitrine.castore.ignore.Patterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportExclusionTest {
    @TempDir
    private Path temp;

    private Path tree = Path.of("");
    private final RecordingStore store = new RecordingStore();
    private final List<String> skipped = new ArrayList<>();

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(temp.resolve("tree"));
        file("main.c", "");
        file("main.o", "");
        file("lib/lib.c", "");
        file("lib/lib.o", "");
        file("lib/deep/build/x", "");
    }

    private void file(String path, String contents) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, contents.getBytes(ISO_8859_1));
    }

    private static Exclusions exclude(String... patterns) throws IOException {
        return new Exclusions(
                Patterns.of(Arrays.stream(patterns)
                        .map(pattern -> pattern.getBytes(ISO_8859_1))
                        .toList()),
                true);
    }

    private List<String> names(Exclusions exclusions) throws IOException {
        var node = store.importer(ImportOptions.defaults().excluding(exclusions))
                .importTree(tree, new ImportListener() {
                    @Override
                    public void skipped(String path, SkipReason reason) {
                        skipped.add(reason + " " + path);
                    }
                });
        return store.stored().items(node).stream()
                .map(item -> item.path().toString())
                .toList();
    }

    /** I19: `--exclude` leaves out what its pattern stands for, from the imported path down, and goes before every ignore file. */
    @Test
    void patternsOfTheOptionsAreFromTheSourceDown() throws Exception {
        assertThat(names(exclude("*.o", "lib/deep/build"))).containsExactly("lib", "lib/deep", "lib/lib.c", "main.c");
        assertThat(skipped)
                .containsExactlyInAnyOrder(
                        "EXCLUDED " + tree + "/main.o",
                        "EXCLUDED " + tree + "/lib/lib.o",
                        "EXCLUDED " + tree + "/lib/deep/build");
        assertThat(names(exclude("/lib.o", "/main.c", "deep/build")))
                .contains("lib/lib.o", "lib/deep/build")
                .doesNotContain("main.c");
    }

    @Test
    void patternsOfTheOptionsGoBeforeIgnoreFiles() throws Exception {
        file("lib/.vitrineignore", "!lib.o\n*.c\n");
        assertThat(names(exclude("*.o", "!lib.c")))
                .containsExactly(
                        "lib",
                        "lib/.vitrineignore",
                        "lib/deep",
                        "lib/deep/build",
                        "lib/deep/build/x",
                        "lib/lib.c",
                        "main.c");
    }

    /**
     * I20: A file `.vitrineignore` in any directory of the tree says what of that directory is left out: of several the nearest that
     * speaks of a name counts, and what lies in a directory that is left out cannot be taken in again.
     */
    @Test
    void theNearestIgnoreFileCounts() throws Exception {
        file(".vitrineignore", "*.o\n/lib/deep/bu*/\n");
        file("lib/.vitrineignore", "!lib.o\n/main.c\n");
        file("lib/deep/.vitrineignore", "!nothing\n");
        assertThat(names(Exclusions.DEFAULT))
                .containsExactly(
                        ".vitrineignore",
                        "lib",
                        "lib/.vitrineignore",
                        "lib/deep",
                        "lib/deep/.vitrineignore",
                        "lib/lib.c",
                        "lib/lib.o",
                        "main.c");
    }

    @Test
    void whatLiesInADirectoryThatIsLeftOutIsNotTakenInAgain() throws Exception {
        file(".vitrineignore", "deep/\n!x\n!lib/deep/build/x\n");
        file("lib/deep/.vitrineignore", "!build\n");
        assertThat(names(Exclusions.DEFAULT)).doesNotContain("lib/deep").contains("lib/lib.c");
    }

    @Test
    void aDirectoryPatternStandsForNoFileAndNoLink() throws Exception {
        Files.createSymbolicLink(tree.resolve("build"), Path.of("lib"));
        file("lib/build", "");
        file(".vitrineignore", "build/\n");
        assertThat(names(Exclusions.DEFAULT))
                .contains("build", "lib/build", "lib/deep")
                .doesNotContain("lib/deep/build");
    }

    @Test
    void ignoreFilesAboveTheSourceAreNotRead() throws Exception {
        Files.writeString(temp.resolve(".vitrineignore"), "*");
        assertThat(names(Exclusions.DEFAULT)).contains("main.c");
    }

    @Test
    void namesThatAreNotUtf8AreMatchedByTheirBytes() throws Exception {
        Command.run(
                "sh",
                "-c",
                "cd \"$1\" && touch \"$(printf 'caf\\351')\" && printf 'caf\\351\\n' >.vitrineignore",
                "sh",
                tree.toString());
        assertThat(names(Exclusions.DEFAULT)).contains("main.c").doesNotContain("caf\\xe9");
        assertThat(skipped).containsExactly("EXCLUDED " + tree + "/caf\\xe9");
    }

    /** I22: What a pattern leaves out is neither opened nor read, whatever it is. */
    @Test
    void whatIsLeftOutIsNotOpened() throws Exception {
        Command.run("mkfifo", tree.resolve("lib/fifo").toString());
        Files.setPosixFilePermissions(tree.resolve("lib/deep"), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(tree.resolve("main.o"), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        Exclusions exclusions = exclude("fifo", "deep", "*.o");
        names(exclude("*")); // loads all classes, which needs rights, too
        try (Unprivileged _ = new Unprivileged()) {
            assertThat(names(exclusions)).containsExactly("lib", "lib/lib.c", "main.c");
        }
        Files.setPosixFilePermissions(tree.resolve("lib/deep"), PosixFilePermissions.fromString("rwx------"));
    }

    /** I23: A `.vitrineignore` is imported like any other file, and may be left out like one. */
    @Test
    void theIgnoreFileItselfIsAFile() throws Exception {
        file(".vitrineignore", "*.o\n");
        assertThat(names(Exclusions.DEFAULT)).contains(".vitrineignore");
        file(".vitrineignore", "*.o\n.vitrineignore\n");
        assertThat(names(Exclusions.DEFAULT)).doesNotContain(".vitrineignore", "main.o");
    }

    /**
     * I24: A `.vitrineignore` that cannot be read, is no regular file, has more than 1 MiB or holds what is no pattern ends an import
     * before anything is written, with a sentence that names it.
     */
    @Test
    void anIgnoreFileThatIsOfNoUseEndsTheImport() throws Exception {
        file("lib/.vitrineignore", "ok\n[a\n");
        assertRefused(
                "'" + tree
                        + "/lib/.vitrineignore', line 2: the pattern '[a' has a bracket that is not closed, or a class that is not known");
        file("lib/.vitrineignore", "x".repeat((1 << 20) + 1));
        assertRefused("'" + tree + "/lib/.vitrineignore' has more than 1 MiB: too much for a file of patterns");
        Files.delete(tree.resolve("lib/.vitrineignore"));
        Files.createSymbolicLink(tree.resolve("lib/.vitrineignore"), Path.of("lib.c"));
        assertRefused("'" + tree + "/lib/.vitrineignore' is a symlink; patterns are read from a regular file");
    }

    @Test
    void anIgnoreFileThatCannotBeReadEndsTheImport() throws Exception {
        file("lib/.vitrineignore", "*.o");
        Files.setPosixFilePermissions(tree.resolve("lib/.vitrineignore"), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        names(exclude("lib"));
        store.clear();
        try (Unprivileged _ = new Unprivileged()) {
            assertRefused("cannot read '" + tree + "/lib/.vitrineignore': Permission denied");
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> names(Exclusions.DEFAULT))
                .isInstanceOf(ImportException.class)
                .hasMessage(message);
        assertThat(store.events()).isEmpty();
    }

    @Test
    void anIgnoreFileOfOneMebibyteIsRead() throws Exception {
        file(".vitrineignore", "*.o\n" + "#".repeat((1 << 20) - 4));
        assertThat(names(Exclusions.DEFAULT)).doesNotContain("main.o");
    }

    /** I25: With `--no-ignore` files named `.vitrineignore` leave out nothing, and may hold anything. */
    @Test
    void ignoreFilesCanBeTurnedOff() throws Exception {
        file(".vitrineignore", "*.o\n[a");
        assertThat(names(new Exclusions(Patterns.NONE, false))).contains("main.o", ".vitrineignore");
    }
}
