package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look into a store and look after it. Digests are those that b3sum and a hand-written encoder give. */
final class CommandLineIT {
    private static final String HELLO = "b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=";

    private static final Pattern SPACES = Pattern.compile(" +");

    @TempDir
    private Path temp;

    private Path store = Path.of("");
    private Path tree = Path.of("");

    @BeforeEach
    void makeTree() throws Exception {
        store = temp.resolve("store");
        tree = Files.createDirectory(temp.resolve("tree"));
        Files.writeString(tree.resolve("hello"), "Hello World!");
        Files.copy(tree.resolve("hello"), tree.resolve("run"));
        Files.setPosixFilePermissions(tree.resolve("run"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("hello"));
        Files.writeString(Files.createDirectory(tree.resolve("sub")).resolve(".keep"), "");
    }

    /** C1: `import` prints the name and digest of each root, separated by a tab. */
    @Test
    void importPrintsNameAndDigest() throws Exception {
        Result result = Program.vitrine(store, "import", tree.toString()).succeeded();
        assertThat(result.lines()).singleElement().asString().matches("tree\tb3:[A-Za-z0-9+/]{43}=");
        assertThat(Program.vitrine(store, "roots").succeeded().lines()).isEqualTo(result.lines());
    }

    /** C2: `import --name` names the root otherwise than by the base name of its path. */
    @Test
    void importUnderAnotherName() throws Exception {
        Path file = tree.resolve("hello");
        Result result = Program.vitrine(store, "import", "--name", "greeting", file.toString())
                .succeeded();
        assertThat(result.lines()).containsExactly("greeting\t" + HELLO);
    }

    @Test
    void oneNameForSeveralPathsIsWrongUsage() throws Exception {
        Program.vitrine(store, "import", "--name", "x", tree.toString(), temp.toString())
                .failedWith(2);
    }

    /** C3: `ls` prints the escaped names of a directory, one a line, in byte order. */
    @Test
    void lsListsNames() throws Exception {
        Files.writeString(tree.resolve("a\nb"), "");
        Program.vitrine(store, "import", tree.toString()).succeeded();
        assertThat(Program.vitrine(store, "ls", "tree").succeeded().lines())
                .containsExactly("a\\nb", "hello", "link", "run", "sub");
        assertThat(Program.vitrine(store, "ls", "tree/sub/").succeeded().lines())
                .containsExactly(".keep");
    }

    /** C4: `ls -l` prints mode, size, digest and name, and the target of a symlink. */
    @Test
    void lsLongSaysMore() throws Exception {
        Program.vitrine(store, "import", tree.toString()).succeeded();
        assertThat(Program.vitrine(store, "ls", "-l", "tree").succeeded().lines())
                .satisfiesExactly(
                        hello -> assertThat(SPACES.split(hello)).containsExactly("-r--r--r--", "12", HELLO, "hello"),
                        link -> assertThat(SPACES.split(link))
                                .containsExactly("lrwxrwxrwx", "5", "-", "link", "->", "hello"),
                        run -> assertThat(SPACES.split(run)).containsExactly("-r-xr-xr-x", "12", HELLO, "run"),
                        sub -> assertThat(SPACES.split(sub))
                                .containsExactly(
                                        "dr-xr-xr-x", "1", "b3:i1tdZCtka7jtUEsIYsOUE+h+V0kUl9570HWVP3uDgQ4=", "sub"));
    }

    /** C5: `cat` writes the contents of a file to stdout, byte for byte. */
    @Test
    void catWritesBytes() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(5).nextBytes(bytes);
        Files.write(tree.resolve("big"), bytes);
        Program.vitrine(store, "import", tree.toString()).succeeded();
        assertThat(Program.vitrine(store, "cat", "tree/big").succeeded().stdout())
                .isEqualTo(bytes);
        assertThat(Program.vitrine(store, "cat", "tree/sub").failedWith(1).stderr())
                .isEqualTo("vitrine: 'tree/sub' is not a regular file\n");
    }

    /** C6: `stat` prints path, kind, size, mode, inode and digest of each path, one a line as `NAME: VALUE`. */
    @Test
    void statPrintsAttributes() throws Exception {
        Program.vitrine(store, "import", tree.toString()).succeeded();
        assertThat(Program.vitrine(store, "stat", "tree/run").succeeded().lines())
                .containsExactly(
                        "path: tree/run",
                        "kind: file",
                        "size: 12",
                        "mode: 0555",
                        "inode: 3338223599924953717",
                        "digest: " + HELLO);
        assertThat(Program.vitrine(store, "stat", "tree/sub", "tree/link")
                        .succeeded()
                        .lines())
                .contains(
                        "path: tree/sub",
                        "kind: directory",
                        "path: tree/link",
                        "kind: symlink",
                        "mode: 0777",
                        "size: 5",
                        "target: hello");
    }

    /** C7: `remove` takes a root name away; without such a root it fails. */
    @Test
    void removeTakesAName() throws Exception {
        Program.vitrine(store, "import", tree.toString()).succeeded();
        Program.vitrine(store, "remove", "tree").succeeded();
        assertThat(Program.vitrine(store, "roots").succeeded().lines()).isEmpty();
        assertThat(Program.vitrine(store, "remove", "tree").failedWith(1).stderr())
                .isEqualTo("vitrine: there is no root 'tree'\n");
    }

    /** C8: `verify` re-hashes everything that a root reaches, names what is wrong, and fails if anything is. */
    @Test
    void verifyFindsAFlippedBit() throws Exception {
        byte[] bytes = new byte[200_000];
        Files.write(tree.resolve("big"), bytes);
        Program.vitrine(store, "import", tree.toString()).succeeded();
        Program.vitrine(store, "verify").succeeded();

        damage(blobFile(), 77_777);
        Result result = Program.vitrine(store, "verify").failedWith(1);
        assertThat(result.text()).contains("tree/big");
    }

    private Path blobFile() throws Exception {
        return Path.of(Program.shell("find \"$1\" -type f -size +100k -path '*/blobs/*'", store)
                .succeeded()
                .text()
                .strip());
    }

    private static void damage(Path file, int position) throws Exception {
        String script = "chmod u+w \"$1\" && printf x | dd of=\"$1\" bs=1 seek=\"$2\" conv=notrunc status=none";
        Program.shell(script, file, position).succeeded();
    }

    /**
     * C37: `cat` and `serve` compare what they read with its digest: each part once (`--verify first-read`, the default), at every read
     * (`always`), or not at all (`off`); what is wrong is an error in every window, and a wrong byte with `off` alone.
     */
    @Test
    void catFindsAFlippedBit() throws Exception {
        Files.write(tree.resolve("big"), new byte[200_000]);
        Program.vitrine(store, "import", tree.toString()).succeeded();
        damage(blobFile(), 199_999);
        for (String check : List.of("first-read", "always")) {
            assertThat(Program.vitrine(store, "cat", "--verify", check, "tree/big")
                            .failedWith(1)
                            .stderr())
                    .contains("has wrong bytes between 196608 and 200000");
        }
        Program.vitrine(store, "cat", "tree/big").failedWith(1);
        assertThat(Program.vitrine(store, "cat", "--verify", "off", "tree/big")
                        .succeeded()
                        .text())
                .hasSize(200_000)
                .endsWith("x");
        assertThat(Program.vitrine(store, "cat", "--verify", "sometimes", "tree/big")
                        .failedWith(2)
                        .stderr())
                .contains("off, first-read or always");
    }

    /** C38: `verify` names an outboard that is damaged, and the next read of its blob makes it anew. */
    @Test
    void verifyFindsADamagedOutboard() throws Exception {
        Files.write(tree.resolve("big"), new byte[200_000]);
        Program.vitrine(store, "import", tree.toString()).succeeded();
        damage(Path.of(blobFile() + ".obao4"), 100);
        assertThat(Program.vitrine(store, "verify").failedWith(1).text())
                .contains("tree/big")
                .contains("the outboard of blob");
        Program.vitrine(store, "cat", "tree/big").succeeded();
        Program.vitrine(store, "verify").succeeded();
    }

    /** C9: A command that is not known, or an argument that is missing, is wrong usage: exit code 2, and help on stderr. */
    @Test
    void wrongUsageIs2() throws Exception {
        assertThat(Program.vitrine(store, "frobnicate").failedWith(2).stderr()).contains("frobnicate");
        assertThat(Program.vitrine(store, "cat").failedWith(2).stderr()).contains("ROOT/PATH");
        assertThat(Program.vitrine(store).failedWith(2).stderr()).contains("Usage: vitrine");
        assertThat(Program.vitrine(store, "serve", "--no-http").failedWith(2).stderr())
                .contains("nothing to serve");
        assertThat(Program.vitrine(store, "serve", "--listen", "nonsense")
                        .failedWith(2)
                        .stderr())
                .contains("HOST:PORT");
    }

    /** C30: An option of `serve` that is about HTTP alone is wrong usage together with `--no-http`. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--listen 127.0.0.1:0",
                "--limit header=9KiB",
                "--tls-cert c --tls-key k",
                "--credentials c",
                "--allow *=anyone",
                "--host x",
                "--insecure",
                "--access-log -",
                "--access-log-format json"
            })
    void optionsOfHttpNeedHttp(String options) throws Exception {
        // A file: whatever goes on to mount there ends at once, with 1.
        String file = tree.resolve("hello").toString();
        List<String> command = new ArrayList<>(List.of("serve", "--no-http", "--mount", file));
        command.addAll(List.of(options.split(" ", -1)));
        assertThat(Program.vitrine(store, command.toArray(String[]::new))
                        .failedWith(2)
                        .stderr())
                .startsWith(options.split(" ", -1)[0] + " is about HTTP");
    }

    /** C10: Every command has `--help`, and `--version` prints the version. */
    @Test
    void helpIsEverywhere() throws Exception {
        for (String command : List.of(
                "import", "serve", "roots", "ls", "cat", "stat", "tree", "du", "diff", "remove", "verify", "token")) {
            assertThat(Program.vitrine(store, command, "--help").succeeded().text())
                    .startsWith("Usage: vitrine " + command);
        }
        assertThat(Program.vitrine(store, "--version").succeeded().text()).matches("vitrine \\d+\\.\\d+(?s).*");
    }

    /** C11: A command that only reads fails where there is no store, and makes none. */
    @Test
    void readingNeedsAStore() throws Exception {
        assertThat(Program.vitrine(store, "roots").failedWith(1).stderr()).contains("no store at " + store);
        assertThat(store).doesNotExist();
    }

    /** C12: The store is `--store`, else `VITRINE_STORE`, else `vitrine` in `XDG_DATA_HOME`, else in `~/.local/share`. */
    @Test
    void theStoreIsFoundInFourWays() throws Exception {
        Path option = temp.resolve("option");
        Program.vitrine(store, "import", "--store", option.toString(), tree.toString())
                .succeeded();
        assertThat(option.resolve("FORMAT")).exists();
        assertThat(store).doesNotExist();

        ProcessBuilder xdg = Program.vitrineCommand(store, "import", tree.toString());
        xdg.environment().remove("VITRINE_STORE");
        xdg.environment().put("XDG_DATA_HOME", temp.resolve("xdg").toString());
        Program.run(xdg).succeeded();
        assertThat(temp.resolve("xdg/vitrine/FORMAT")).exists();

        ProcessBuilder home = Program.vitrineCommand(store, "import", tree.toString());
        home.environment().keySet().removeAll(Set.of("VITRINE_STORE", "XDG_DATA_HOME"));
        home.environment().put("HOME", temp.resolve("home").toString());
        Program.run(home).succeeded();
        assertThat(temp.resolve("home/.local/share/vitrine/FORMAT")).exists();
    }

    /** C13: An argument with bytes that are not UTF-8 is refused in one sentence. */
    @Test
    void argumentsAreUtf8() throws Exception {
        Result result = Program.shell("VITRINE_STORE=$1 \"$2\" ls $'caf\\xe8'", store, Program.LAUNCHER)
                .failedWith(2);
        assertThat(result.stderr()).isEqualTo("vitrine: an argument holds bytes that are not UTF-8\n");
    }

    /** C14: A reader of stdout that goes away ends the command without a word. */
    @Test
    void aClosedPipeIsSilent() throws Exception {
        Files.write(tree.resolve("big"), new byte[5_000_000]);
        Program.vitrine(store, "import", tree.toString()).succeeded();
        Result result = Program.shell("VITRINE_STORE=$1 \"$2\" cat tree/big | head -c 5", store, Program.LAUNCHER)
                .succeeded();
        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout()).isEqualTo(new byte[5]);
    }

    /** C15: Nothing but data goes to stdout: failures are one sentence on stderr. */
    @Test
    void failuresAreOneSentence() throws Exception {
        Result missing = Program.vitrine(store, "import", temp.resolve("gone").toString())
                .failedWith(1);
        assertThat(missing.stdout()).isEmpty();
        assertThat(missing.stderr().lines()).singleElement().asString().contains("gone");

        Program.vitrine(store, "import", tree.toString()).succeeded();
        Result absent = Program.vitrine(store, "cat", "tree/absent").failedWith(1);
        assertThat(absent.stderr()).isEqualTo("vitrine: nothing is at 'tree/absent'\n");
    }
}
