package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code vitrine serve} from its start to its end. */
final class ServeIT {
    private static final Duration STOP = Duration.ofSeconds(3);
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path temp;

    private Path store = Path.of("");
    private Path tree = Path.of("");
    private Path mountpoint = Path.of("");

    @BeforeEach
    void makeTree() throws IOException {
        store = temp.resolve("store");
        mountpoint = temp.resolve("mnt");
        tree = Files.createDirectory(temp.resolve("tree"));
        Files.writeString(tree.resolve("hello"), "Hello World!");
        Files.write(tree.resolve("big"), new byte[10_000_000]);
    }

    /** C16: `serve` says `mounted DIR` and `listening http://HOST:PORT/` on stdout as each window is ready, and shows one view in both. */
    @Test
    void bothWindowsShowTheImport() throws Exception {
        try (Server server = Server.start(store, temp, "--import", tree.toString(), "--mount", mountpoint.toString())) {
            Path file = server.mountpoint().resolve("tree/hello");
            URI address = server.address().resolve("tree/hello");
            Await.until(Duration.ofSeconds(20), () -> Files.exists(file));
            assertThat(file).hasContent("Hello World!");
            assertThat(get(address).body()).isEqualTo("Hello World!");
            assertThat(get(address).headers().firstValue("ETag"))
                    .hasValue("\"b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=\"");
        }
    }

    /** C37 again, in both windows. */
    @ParameterizedTest
    @CsvSource({"first-read, 502, 1", "always, 502, 1", "off, 200, 0"})
    void aFlippedBitShowsInEveryWindow(String verify, int status, int exitCode) throws Exception {
        Program.vitrine(store, "import", tree.toString()).succeeded();
        String damage = "file=$(find \"$1\" -path '*/blobs/*' -size +1M) && chmod u+w $file"
                + " && printf x | dd of=$file bs=1 seek=5 conv=notrunc status=none";
        Program.shell(damage, store).succeeded();
        try (Server server = Server.start(store, temp, "--verify", verify, "--mount", mountpoint.toString())) {
            assertThat(get(server.address().resolve("tree/big")).statusCode()).isEqualTo(status);
            assertThat(Program.shell("head -c 100 \"$1\"", server.mountpoint().resolve("tree/big"))
                            .exitCode())
                    .isEqualTo(exitCode);
        }
    }

    /** C17: SIGTERM and SIGINT unmount and end `serve` within three seconds, with 143 and 130, also while the mount is in use. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void signalsStopItWhileBusy(String signal, int exitCode) throws Exception {
        try (Server server = Server.start(store, temp, "--import", tree.toString(), "--mount", mountpoint.toString())) {
            Path big = server.mountpoint().resolve("tree/big");
            Await.until(Duration.ofSeconds(20), () -> Files.exists(big));
            Process reader = new ProcessBuilder(
                            "timeout",
                            "-k",
                            "1",
                            "60",
                            "bash",
                            "-c",
                            "exec 3<$1; while cat $1; do :; done",
                            "bash",
                            big.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                server.signal(signal);
                assertThat(server.awaitExit(STOP)).isEqualTo(exitCode);
                assertThat(server.stderr()).isEmpty();
                assertThat(mounts()).doesNotContain(mountpoint.toString());
            } finally {
                reader.descendants().forEach(ProcessHandle::destroyForcibly);
                reader.destroyForcibly().waitFor();
            }
        }
    }

    /** C29: A mount that is unmounted from outside ends `serve` with one sentence and exit code 1. */
    @Test
    void unmountingFromOutsideEndsIt() throws Exception {
        try (Server server = Server.start(store, temp, "--mount", mountpoint.toString())) {
            Program.shell("umount \"$1\"", server.mountpoint()).succeeded();
            assertThat(server.awaitExit(STOP)).isEqualTo(1);
            assertThat(server.stderr())
                    .isEqualTo("vitrine: the mount at " + mountpoint + " was unmounted from outside\n");
        }
    }

    /** C18: `--mount` makes the directory if it is missing, and then removes it at the end; one that was there stays. */
    @Test
    void theMountpointIsMadeAndRemoved() throws Exception {
        Path there = Files.createDirectory(temp.resolve("there"));
        for (Path directory : new Path[] {there, temp.resolve("made/deep")}) {
            try (Server server = Server.start(store, temp, "--no-http", "--mount", directory.toString())) {
                assertThat(server.mountpoint()).isEqualTo(directory);
                server.signal("TERM");
                server.awaitExit(STOP);
            }
        }
        assertThat(there).exists();
        assertThat(temp.resolve("made")).doesNotExist();
    }

    /** C19: A window that cannot open ends `serve` with one sentence and exit code 1, and no other window stays open. */
    @Test
    void aWindowThatCannotOpenEndsIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Result result = Program.vitrine(
                            store,
                            "serve",
                            "--mount",
                            mountpoint.toString(),
                            "--listen",
                            "127.0.0.1:" + taken.getLocalPort())
                    .failedWith(1);
            assertThat(result.stderr().lines()).singleElement().asString().contains("in use");
            assertThat(mounts()).doesNotContain(mountpoint.toString());
            assertThat(mountpoint).doesNotExist();
        }
        Path file = Files.writeString(temp.resolve("file"), "");
        Result result = Program.vitrine(store, "serve", "--listen", "127.0.0.1:0", "--mount", file.toString())
                .failedWith(1);
        assertThat(result.stderr().lines()).singleElement().asString().contains(file.toString());
    }

    /** C20: An import, a replacement and a removal by another process show in every window within one second. */
    @Test
    void changesByAnotherProcessShow() throws Exception {
        try (Server server = Server.start(store, temp, "--mount", mountpoint.toString())) {
            Path file = server.mountpoint().resolve("tree/hello");
            URI address = server.address().resolve("tree/hello");
            assertThat(file).doesNotExist();
            assertThat(get(address).statusCode()).isEqualTo(404);

            Program.vitrine(store, "import", tree.toString()).succeeded();
            Await.until(ONE_SECOND, () -> Files.exists(file));
            Await.until(ONE_SECOND, () -> get(address).statusCode() == 200);

            Files.writeString(tree.resolve("hello"), "Hallo Welt!!");
            Program.vitrine(store, "import", tree.toString()).succeeded();
            Await.until(ONE_SECOND, () -> Files.readString(file).equals("Hallo Welt!!"));
            Await.until(ONE_SECOND, () -> get(address).body().equals("Hallo Welt!!"));

            Program.vitrine(store, "remove", "tree").succeeded();
            Await.until(ONE_SECOND, () -> !Files.exists(file));
            Await.until(ONE_SECOND, () -> get(address).statusCode() == 404);
        }
    }

    /** C21: `serve --import DIR` is safe when the store and the mountpoint lie in DIR: neither is imported. */
    @Test
    void importingTheTreeAroundTheStoreIsSafe() throws Exception {
        for (int round = 0; round < 2; round++) {
            try (Server server = Server.start(
                    tree.resolve("store"),
                    temp,
                    "--import",
                    tree.toString(),
                    "--mount",
                    tree.resolve("mnt").toString())) {
                Path root = server.mountpoint().resolve("tree");
                Await.until(Duration.ofSeconds(20), () -> Files.exists(root.resolve("hello")));
                assertThat(root.resolve("store")).doesNotExist();
                assertThat(root.resolve("mnt/tree")).doesNotExist();
            }
        }
    }

    /** C22: `--no-list-root` refuses to list the roots in every window; they are found by name. */
    @Test
    void rootsCanBeUnlisted() throws Exception {
        Program.vitrine(store, "import", tree.toString()).succeeded();
        try (Server server = Server.start(store, temp, "--no-list-root", "--mount", mountpoint.toString())) {
            assertThat(Program.shell("ls \"$1\"", server.mountpoint()).exitCode())
                    .isNotZero();
            assertThat(server.mountpoint().resolve("tree/hello")).hasContent("Hello World!");
            assertThat(get(server.address()).statusCode()).isEqualTo(403);
            assertThat(get(server.address().resolve("tree/hello")).statusCode()).isEqualTo(200);
        }
    }

    /** C23: `--no-xattr` takes the extended attributes from the mount, and leaves HTTP its headers. */
    @Test
    void xattrsCanBeOff() throws Exception {
        Program.vitrine(store, "import", tree.toString()).succeeded();
        String getfattr = "getfattr --only-values -n user.tvix.castore.blob.digest \"$1\"/tree/hello";
        try (Server server = Server.start(store, temp, "--mount", mountpoint.toString())) {
            assertThat(Program.shell(getfattr, server.mountpoint()).succeeded().text())
                    .isEqualTo("b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=");
        }
        try (Server server = Server.start(store, temp, "--no-xattr", "--mount", mountpoint.toString())) {
            assertThat(Program.shell(getfattr, server.mountpoint()).stderr()).contains("not supported");
            assertThat(get(server.address().resolve("tree/hello")).headers().firstValue("Tvix-Castore-Blob-Digest"))
                    .hasValue("b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=");
        }
    }

    /** P11: A text browser shows the entries of a page with their sizes and digests. */
    @Test
    void pagesReadWellInATextBrowser() throws Exception {
        Program.vitrine(store, "import", tree.toString()).succeeded();
        try (Server server = Server.start(store, temp)) {
            Result page = Program.shell(
                            "w3m -dump -cols 160 \"$1\"", server.address().resolve("tree/"))
                    .succeeded();
            assertThat(page.lines())
                    .anySatisfy(line -> assertThat(line)
                            .containsSubsequence(
                                    "hello", "12", "file", "b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww="));
            assertThat(page.lines())
                    .anySatisfy(line -> assertThat(line).containsSubsequence("big", "9.5 MiB", "10000000"));
        }
    }

    /** C24: An import that fails ends `serve` with one sentence and exit code 1. */
    @Test
    void aFailingImportEndsIt() throws Exception {
        Program.shell("mkfifo \"$1\"", tree.resolve("pipe")).succeeded();
        Result result = Program.vitrine(store, "serve", "--listen", "127.0.0.1:0", "--import", tree.toString())
                .failedWith(1);
        assertThat(result.stderr().lines()).singleElement().asString().contains("pipe");
    }

    /** C25: On a built tree both windows of `serve` are ready within three seconds of its start. */
    @Test
    void bothWindowsAreReadySoon() throws Exception {
        Program.vitrine(store, "import", tree.toString()).succeeded();
        long start = System.nanoTime();
        try (Server server = Server.start(store, temp, "--mount", mountpoint.toString())) {
            assertThat(server.mountpoint().resolve("tree/hello")).hasContent("Hello World!");
            assertThat(get(server.address().resolve("tree/hello")).statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String mounts() throws IOException {
        return Files.readString(Path.of("/proc/self/mountinfo"));
    }
}
