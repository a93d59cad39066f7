package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code serve} mounts. */
class MountingIT {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    @TempDir
    Path temp = Path.of("");

    private Path store = Path.of("");
    private Path tree = Path.of("");

    @BeforeEach
    void importTree() throws Exception {
        store = temp.resolve("store");
        tree = Files.createDirectories(temp.resolve("tree"));
        Files.createDirectories(tree.resolve("sub/deep"));
        Files.writeString(tree.resolve("sub/deep/file"), "one");
        Files.writeString(tree.resolve("sub/name"), "sub");
        Program.vitrine(store, "import", tree.toString()).succeeded();
    }

    private static String line(Path mountpoint) throws Exception {
        try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.filter(line -> line.contains(" " + mountpoint + " "))
                    .findFirst()
                    .orElse("");
        }
    }

    /** C31: Several mounts show one view at once, each the whole or a directory of it, and a root that changes shows in all of them within one second. */
    @ParameterizedTest
    @ValueSource(strings = {"kernel", "jnr"})
    void severalMountsShowOneView(String fuse) throws Exception {
        Path whole = temp.resolve("whole");
        Path sub = temp.resolve("sub");
        try (Server server = Server.start(
                store, temp, "--no-http", "--fuse", fuse, "--mount", whole.toString(), "--mount", sub + "=tree/sub")) {
            Await.until(Duration.ofSeconds(20), () -> Files.exists(sub.resolve("name")));
            assertThat(whole.resolve("tree/sub/deep/file")).hasContent("one");
            assertThat(sub.resolve("deep/file")).hasContent("one");
            assertThat(sub.resolve("tree")).doesNotExist();

            Files.writeString(tree.resolve("sub/deep/file"), "two");
            Program.vitrine(store, "import", tree.toString()).succeeded();
            Await.until(
                    ONE_SECOND, () -> Files.readString(sub.resolve("deep/file")).equals("two"));
            Await.until(
                    ONE_SECOND,
                    () -> Files.readString(whole.resolve("tree/sub/deep/file")).equals("two"));

            Program.vitrine(store, "remove", "tree").succeeded();
            Await.until(ONE_SECOND, () -> !Files.exists(sub.resolve("deep")));
            server.signal("TERM");
            server.awaitExit(Duration.ofSeconds(3));
        }
        assertThat(line(whole) + line(sub)).isEmpty();
        assertThat(whole).doesNotExist();
        assertThat(sub).doesNotExist();
    }

    /** C32: A mount of what is not there, or is no directory, ends `serve` with one sentence, and no other mount stays. */
    @ParameterizedTest
    @CsvSource({
        "tree/nothing, nothing is at 'tree/nothing'",
        "tree/sub/name, what is at 'tree/sub/name' is no directory"
    })
    void onlyADirectoryCanBeMounted(String path, String why) throws Exception {
        Path whole = temp.resolve("whole");
        Result result = Program.vitrine(
                        store,
                        "serve",
                        "--no-http",
                        "--mount",
                        whole.toString(),
                        "--mount",
                        temp.resolve("part") + "=" + path)
                .failedWith(1);
        assertThat(result.stderr()).isEqualTo("vitrine: " + why + "\n");
        assertThat(line(whole)).isEmpty();
    }

    /** C33: `--fuse` says by which way to mount, and `--fuse-files` how the kernel's own protocol reads files. */
    @ParameterizedTest
    @CsvSource({
        "kernel, cached, readdirplus, release",
        "kernel, passthrough, release, fgetattr",
        "jnr, cached, release, lookup"
    })
    void theWayCanBeChosen(String fuse, String files, String seen, String notSeen) throws Exception {
        Path whole = temp.resolve("whole");
        try (Server server = Server.start(
                store,
                temp,
                "--no-http",
                "--admin",
                "127.0.0.1:0",
                "--fuse",
                fuse,
                "--fuse-files",
                files,
                "--mount",
                whole.toString())) {
            URI admin = URI.create(server.awaitLine("admin "));
            assertThat(Program.shell("ls -lR \"$1\"; cat \"$1/tree/sub/name\"", whole)
                            .succeeded()
                            .text())
                    .endsWith("sub");
            Await.until(ONE_SECOND, () -> metrics(admin).contains("operation=\"" + seen + "\""));
            assertThat(metrics(admin)).doesNotContain("operation=\"" + notSeen + "\"");
        }
    }

    private static String metrics(URI admin) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(admin.resolve("/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** C34: `--mount-option` takes noexec and fsname=NAME; every mount is read-only, nosuid, nodev and noatime. */
    @ParameterizedTest
    @ValueSource(strings = {"kernel", "jnr"})
    void mountOptionsShowInTheMountTable(String fuse) throws Exception {
        Path whole = temp.resolve("whole");
        try (Server server = Server.start(
                store,
                temp,
                "--no-http",
                "--fuse",
                fuse,
                "--mount",
                whole.toString(),
                "--mount-option",
                "noexec",
                "--mount-option",
                "fsname=museum:1")) {
            server.mountpoint();
            assertThat(line(whole)).contains(" ro,nosuid,nodev,noexec,noatime ").contains(" - fuse.vitrine museum:1 ");
        }
    }

    /** C35: An option of `serve` that is about a mount alone is wrong usage without `--mount`, and so is a value that it cannot have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fuse jnr",
                "--fuse-files passthrough",
                "--fuse-threads 4",
                "--fuse-deadline 9",
                "--mount-option noexec",
                "--no-xattr",
                "--allow-other",
                "--fuse both --mount there",
                "--fuse-files some --mount there",
                "--fuse-threads 0 --mount there",
                "--fuse-deadline 4000 --mount there",
                "--mount-option dev --mount there",
                "--mount-option fsname=a,b --mount there",
                "--mount =tree",
                "--mount there=",
                "--mount there=tree//sub"
            })
    void optionsOfMountsAreChecked(String options) throws Exception {
        List<String> command = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0"));
        command.addAll(List.of(options.split(" ", -1)));
        assertThat(Program.vitrine(store, command.toArray(String[]::new))
                        .failedWith(2)
                        .stderr())
                .contains(options.split(" ", -1)[0]);
    }

    /** C36: After kill -9 of `serve` its mounts leave the tree within a second, and the next `serve` mounts in their place. */
    @Test
    void nothingIsLeftOfAServerThatWasKilled() throws Exception {
        Path whole = Files.createDirectory(temp.resolve("whole"));
        try (Server server = Server.start(store, temp, "--no-http", "--mount", whole.toString())) {
            assertThat(server.mountpoint()).isEqualTo(whole);
            server.signal("KILL");
            Await.until(ONE_SECOND, () -> line(whole).isEmpty());
        }
        try (Server server = Server.start(store, temp, "--no-http", "--mount", whole.toString())) {
            assertThat(server.mountpoint().resolve("tree/sub/name")).hasContent("sub");
        }
    }
}
