package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.TortureTree;
import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.castore.grpc.server.WireClient;
import dev.vitrine.cli.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives out of a store and into one, beside those of Nix. */
final class NarIT {
    @TempDir
    private Path temp;

    private Path store = Path.of("");
    private Path tree = Path.of("");
    private String digest = "";

    @BeforeEach
    void importTree() throws Exception {
        store = temp.resolve("store");
        tree = TortureTree.create(temp.resolve("tree")).root();
        String line = Program.vitrine(store, "import", "--quiet", tree.toString())
                .succeeded()
                .text()
                .strip();
        digest = line.substring("tree\t".length());
    }

    private byte[] dumped(Path path) throws Exception {
        return Program.shell("nix-store --dump \"$1\"", path).succeeded().stdout();
    }

    /** C80: `export --nar` writes the NAR of a path or a content address to stdout, byte for byte as `nix-store --dump` has it; to a file with `--output`. */
    @Test
    void exportWritesWhatNixWrites() throws Exception {
        byte[] whole = dumped(tree);
        assertThat(Program.vitrine(store, "export", "--nar", "tree").succeeded().stdout())
                .isEqualTo(whole);
        assertThat(Program.vitrine(store, "export", "--nar", digest).succeeded().stdout())
                .isEqualTo(whole);
        Path file = temp.resolve("out.nar");
        Result result = Program.vitrine(store, "export", "--nar", "tree/twin.sh", "--output", file.toString())
                .succeeded();
        assertThat(result.stdout()).isEmpty();
        assertThat(Files.readAllBytes(file)).isEqualTo(dumped(tree.resolve("twin.sh")));
        assertThat(Program.vitrine(store, "export", "--nar", digest + "/longest")
                        .succeeded()
                        .stdout())
                .isEqualTo(dumped(tree.resolve("longest")));
    }

    @Test
    void exportSaysWhatIsMissing() throws Exception {
        assertThat(Program.vitrine(store, "export", "--nar", "absent")
                        .failedWith(1)
                        .stderr())
                .isEqualTo("vitrine: nothing is at 'absent'\n");
        assertThat(Program.vitrine(store, "export", "tree").failedWith(2).stderr())
                .contains("--nar");
        assertThat(Program.vitrine(store, "export", "--nar", "/").failedWith(2).stderr())
                .contains("a path starts with");
    }

    /** C81: `export` refuses to write an archive to a terminal: wrong usage, and exit code 2. */
    @Test
    void exportSparesTheTerminal() throws Exception {
        Result result = Program.shell(
                "VITRINE_STORE=$1 script -qec \"'$2' export --nar tree\" /dev/null < /dev/null",
                store,
                Program.LAUNCHER);
        assertThat(result.failedWith(2).text())
                .contains("an archive is not for a terminal: redirect stdout, or give --output FILE");
    }

    /** C82: `export --output` replaces a file when all of the archive is there, and leaves it as it was when the export fails. */
    @Test
    void aFailedExportReplacesNothing() throws Exception {
        Path file = Files.writeString(temp.resolve("out.nar"), "before");
        Program.shell("find \"$1\"/blobs -type f -name '*' ! -name '*.obao4' -delete", store)
                .succeeded();
        assertThat(Program.vitrine(store, "export", "--nar", "tree", "--output", file.toString())
                        .failedWith(1)
                        .stderr())
                .startsWith("vitrine: ");
        assertThat(file).hasContent("before");
        try (Stream<Path> beside = Files.list(temp)) {
            assertThat(beside.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("store", "tree", "out.nar");
        }
        Program.vitrine(store, "export", "--nar", "tree/twin", "--output", file.toString())
                .succeeded();
        assertThat(Files.readAllBytes(file)).isEqualTo(dumped(tree.resolve("twin")));
        Program.vitrine(store, "export", "--nar", "tree/twin", "--output", "/dev/null")
                .succeeded();
    }

    /** C83: `import --nar` makes a root of what is in a NAR, of the same digest as the tree on disk, and names it after the file without `.nar`; without `--nar` a NAR is a file like any other. */
    @Test
    void importMakesTheSameTreeOfIt() throws Exception {
        Path nar = Files.write(temp.resolve("tree.v1.nar"), dumped(tree));
        Path other = temp.resolve("other");
        Result result =
                Program.vitrine(other, "import", "--nar", nar.toString()).succeeded();
        assertThat(result.lines()).containsExactly("tree.v1\t" + digest);
        assertThat(result.stderr()).startsWith("vitrine: tree.v1: new: ").contains("directories");
        Path plain = Files.copy(nar, temp.resolve("no suffix"));
        assertThat(Program.vitrine(store, "import", "--nar", "--json", plain.toString(), nar.toString())
                        .succeeded()
                        .lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"name\":\"no suffix\",\"digest\":\"" + digest + "\",\"kind\":\"directory\",")
                .contains("\"new_blobs\":0,\"new_bytes\":0,\"new_directories\":0,");
        Program.vitrine(other, "import", nar.toString()).succeeded();
        assertThat(Program.vitrine(other, "stat", "tree.v1.nar").succeeded().text())
                .contains("kind: file\n");
    }

    /** C84: `import --nar -` reads a NAR from stdin, and needs `--name`. */
    @Test
    void importReadsStdin() throws Exception {
        Result result = Program.shell(
                        "nix-store --dump \"$1\" | VITRINE_STORE=$2 \"$3\" import --quiet --nar --name piped -",
                        tree,
                        store,
                        Program.LAUNCHER)
                .succeeded();
        assertThat(result.lines()).containsExactly("piped\t" + digest);
        assertThat(Program.vitrine(store, "import", "--nar", "-").failedWith(2).stderr())
                .startsWith("a NAR from stdin needs --name");
    }

    /** C85: What is no NAR ends `import --nar` with one sentence that says where, and exit code 1, and sets no root. */
    @Test
    void whatIsNoNarIsRefused() throws Exception {
        Path file = tree.resolve("twin.sh");
        assertThat(Program.vitrine(store, "import", "--nar", file.toString())
                        .failedWith(1)
                        .stderr())
                .startsWith("vitrine: " + file + ": not a NAR: expected 'nix-archive-1' of at most 13 bytes, not of ")
                .endsWith(", at byte 0\n");
        byte[] nar = dumped(tree);
        Path cut = Files.write(temp.resolve("cut.nar"), Arrays.copyOf(nar, nar.length - 8));
        assertThat(Program.vitrine(store, "import", "--nar", cut.toString())
                        .failedWith(1)
                        .stderr())
                .isEqualTo(
                        "vitrine: " + cut + ": not a NAR: it ends at byte " + (nar.length - 8) + ", in the middle\n");
        assertThat(Program.vitrine(
                                store, "import", "--nar", temp.resolve("absent").toString())
                        .failedWith(1)
                        .stderr())
                .isEqualTo("vitrine: " + temp.resolve("absent") + ": there is no such file\n");
        assertThat(Program.vitrine(store, "roots").succeeded().lines()).containsExactly("tree\t" + digest);
    }

    /** C86: An option of `import` that is about trees on disk is wrong usage together with `--nar`. */
    @Test
    void optionsAboutTreesDoNotGoWithIt() throws Exception {
        for (List<String> option : List.of(List.of("--exclude", "x"), List.of("--no-ignore"), List.of("--no-cache"))) {
            String[] arguments = Stream.of(List.of("import", "--nar"), option, List.of("x.nar"))
                    .flatMap(List::stream)
                    .toArray(String[]::new);
            assertThat(Program.vitrine(store, arguments).failedWith(2).stderr())
                    .startsWith(option.getFirst() + " is about trees on disk, not about --nar");
        }
    }

    @Test
    void whatWasExportedNixTakesBack() throws Exception {
        Path back = temp.resolve("back");
        Program.shell(
                        "VITRINE_STORE=$1 \"$2\" export --nar tree | nix-store --restore \"$3\"",
                        store,
                        Program.LAUNCHER,
                        back)
                .succeeded();
        Program.shell("diff -r --no-dereference \"$1\" \"$2\"", tree, back).succeeded();
    }

    /** C87: `serve --grpc` finds a root that has the name of a store path by the hash in it, and says size and SHA-256 of its NAR. */
    @Test
    void aServerKnowsStorePaths() throws Exception {
        String path = "0".repeat(32) + "-hello";
        Path file = Files.writeString(temp.resolve("hello"), "Hello World!");
        Program.vitrine(store, "import", "--name", path, file.toString()).succeeded();
        try (Server server = Server.start(store, temp, "--no-http", "--grpc", "unix:" + temp.resolve("socket"));
                WireClient client = WireClient.to(new ServerAddress.Unix(Path.of(server.awaitLine("grpc unix:"))))) {
            assertThat(client.ask("snix.store.v1.PathInfoService/Get", "0a14" + "00".repeat(20)))
                    .endsWith("1a25" + "088001" + "1220"
                            + "03e7f63be30b065d78bcf615f5473545fdb4eb69aa416f43495b4e05cdfb8040");
            assertThat(client.receive("tvix.store.v1.PathInfoService/List", "")).hasSize(1);
        }
    }
}
