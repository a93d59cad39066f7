package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that look at inode numbers to tell hard links, on a tree in which equal contents have equal ones. */
@OnBothTransports
class ProgramsTest {
    private static final int LARGE = 3_000_000;
    private static final int KIB_OF_LARGE = 2930;

    @RegisterExtension
    final Mounted mounted;

    ProgramsTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    private final Sample sample = new Sample();
    private Path tree = Path.of("");
    private Path copies = Path.of("");

    @BeforeEach
    void mount() throws Exception {
        byte[] contents = new byte[LARGE];
        new Random(1).nextBytes(contents);
        Node large = sample.file(contents);
        Node sub = sample.directory(
                "large", large, "script", sample.executable("#!/bin/sh\n"), "void", sample.directory());
        Node top = sample.directory(
                "a",
                sample.directory("sub", sub),
                "b",
                sample.directory("other", sub, "link", Sample.symlink("../a/sub")),
                "large",
                large,
                "small",
                sample.file("small"));
        sample.root("tree", top);
        tree = mounted.mount(sample.view()).resolve("tree");
        copies = Files.createDirectory(mounted.place("copies"));
    }

    /** Copies keep the permissions of the tree, in which nothing may be written. */
    @AfterEach
    void letCopiesBeDeleted() throws Exception {
        Program.shell("chmod -R u+w \"$1\"", copies);
    }

    /**
     * F36: tar, cp -a, rsync -aH and zip of a tree copy each of several equal files with its contents, and make no hard links.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar -C \"$1\" -c . | tar -C \"$2\" -x",
                "cp -a \"$1/.\" \"$2\"",
                "rsync -aH \"$1/\" \"$2\"",
                "(cd \"$1\"; zip -qry \"$2.zip\" .); unzip -q \"$2.zip\" -d \"$2\""
            })
    void copiesAreIndependent(String copy) throws Exception {
        Path to = Files.createDirectory(copies.resolve("copy"));
        Program.shell(copy, tree, to);
        Program.shell("diff -r --no-dereference \"$1\" \"$2\"; cmp \"$1/large\" \"$2/b/other/large\"", tree, to);
        assertThat(Program.shell("cd \"$1\"; find . -type f -printf '%n %s %P\\n' | LC_ALL=C sort -k 3", to)
                        .lines())
                .containsExactly(
                        "1 3000000 a/sub/large",
                        "1 10 a/sub/script",
                        "1 3000000 b/other/large",
                        "1 10 b/other/script",
                        "1 3000000 large",
                        "1 5 small");
    }

    /** F37: du of a tree counts each of several equal files, and find -samefile and find -inum show all of them. */
    @Test
    void equalFilesAreCountedEachAndFoundTogether() throws Exception {
        int used =
                Integer.parseInt(Program.shell("du -sk \"$1\" | cut -f1", tree).strip());
        assertThat(used).isBetween(3 * KIB_OF_LARGE, 3 * KIB_OF_LARGE + 16);
        String[] all = {"a/sub/large", "b/other/large", "large"};
        assertThat(Program.shell("cd \"$1\"; find . -samefile b/other/large -printf '%P\\n' | sort", tree)
                        .lines())
                .containsExactly(all);
        assertThat(Program.shell("cd \"$1\"; find . -inum $(stat -c %i large) -printf '%P\\n' | sort", tree)
                        .lines())
                .containsExactly(all);
    }

    /**
     * F38: Given several names at once, tar stores equal files as hard links, du counts what is equal once, and cp -r refuses the second of
     * two equal directories; given the name of the directory above them, none of them does.
     */
    @Test
    void severalNamesAtOnceAreTakenForHardLinks() throws Exception {
        assertThat(Program.shell("cd \"$1\"; tar -c a/sub b/other | tar -tv | grep -c '^h.* link to a/sub/'", tree))
                .isEqualTo("2\n");
        assertThat(Program.shell("cd \"$1\"; du -sk a/sub b/other | cut -f2", tree))
                .isEqualTo("a/sub\n");
        Program.Result cp = Program.run("cp", "-r", tree.resolve("a/sub"), tree.resolve("b/other"), copies);
        assertThat(cp.output()).contains("will not create hard link");
        assertThat(cp.exit()).isEqualTo(1);
    }

    @Test
    void gitTakesItForAWorkTree() throws Exception {
        String script = """
                git() { command git -c safe.directory='*' -c core.untrackedCache=true --git-dir="$2" --work-tree="$1" "${@:3}"; }
                command git init -q --bare "$2"
                command git --git-dir="$2" config core.bare false
                git "$1" "$2" add -A
                git "$1" "$2" -c user.name=n -c user.email=e@x commit -q -m all
                git "$1" "$2" status --porcelain
                git "$1" "$2" ls-tree -r HEAD
                """;
        String listed = Program.shell(script, tree, copies.resolve("git"));
        assertThat(listed.lines().map(line -> line.replaceFirst("\\p{XDigit}{40}\t", "")))
                .containsExactly(
                        "100644 blob a/sub/large",
                        "100755 blob a/sub/script",
                        "120000 blob b/link",
                        "100644 blob b/other/large",
                        "100755 blob b/other/script",
                        "100644 blob large",
                        "100644 blob small");
        assertThat(listed.lines().map(line -> line.split("\\s", 4)[2]).distinct())
                .hasSize(4);
    }
}
