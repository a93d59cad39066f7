package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vitrine that keeps what comes from another one, which is killed, stopped and started again. */
final class NearIT {
    @TempDir
    private Path temp;

    private Path store = Path.of("");
    private Path socket = Path.of("");
    private SourceTree tree = new SourceTree(Path.of(""), List.of(), "");
    private Path unread = Path.of("");

    @BeforeEach
    void makeTrees() throws Exception {
        store = temp.resolve("store");
        socket = temp.resolve("grpc.sock");
        SourceTree made = SourceTree.make(temp.resolve("tree"), new Random(1), 60);
        byte[] big = new byte[5_000_000];
        new Random(2).nextBytes(big);
        Files.write(made.path().resolve("big"), big);
        tree = new SourceTree(made.path(), made.files(), SourceTree.digest(made.path()));
        unread = Files.createDirectory(temp.resolve("unread"));
        Files.writeString(unread.resolve("file"), "nobody has read this yet");
        Program.vitrine(store, "import", "--quiet", tree.path().toString(), unread.toString())
                .succeeded();
    }

    private Server serveStore() throws IOException {
        Server server = Server.start(store, temp, "--no-http", "--grpc", "unix:" + socket);
        server.awaitLine("grpc ");
        return server;
    }

    private String url() {
        return "grpc+unix://" + socket;
    }

    private Server serveNear(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--store",
                url(),
                "--cache",
                temp.resolve("near").toString(),
                "--mount",
                temp.resolve("mnt").toString()));
        arguments.addAll(Arrays.asList(more));
        return Server.start(temp.resolve("none"), temp, arguments.toArray(String[]::new));
    }

    private void assertShows(Path mount) throws Exception {
        Program.shell("diff -r --no-dereference \"$1\" \"$2\"", tree.path(), mount.resolve("tree"))
                .succeeded();
    }

    private Result read(Path mount) throws Exception {
        return Program.shell("timeout 20 cat \"$1\"", mount.resolve("unread/file"));
    }

    /** C90: `--cache DIR` keeps what comes from a server in DIR; what is there is served while the server is away, also after a restart, and what is not is an input/output error until the server is back. */
    @Test
    void whatIsKeptIsServedWhileTheServerIsAway() throws Exception {
        Server far = serveStore();
        try (Server near = serveNear("--store-deadline", "2s")) {
            assertShows(near.mountpoint());
            far.signal("KILL");
            far.awaitExit(Duration.ofSeconds(10));
            assertShows(near.mountpoint());
            assertThat(read(near.mountpoint()).stderr()).contains("Input/output error");
        }
        try (Server near = serveNear("--store-deadline", "2s")) {
            assertShows(near.mountpoint());
            far.close();
            far = serveStore();
            Path mount = near.mountpoint();
            Await.until(Duration.ofSeconds(10), () -> readsIt(mount));
        } finally {
            far.close();
        }
    }

    private boolean readsIt(Path mount) {
        try {
            return read(mount).text().equals("nobody has read this yet");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** G60: While the far store is stalled, what is kept is read as ever, and what is not ends with an error within the deadline. */
    @Test
    void aStalledServerHoldsUpNothingThatIsKept() throws Exception {
        try (Server far = serveStore();
                Server near = serveNear("--store-deadline", "3s")) {
            Path mount = near.mountpoint();
            assertShows(mount);
            far.signal("STOP");
            try {
                long start = System.nanoTime();
                assertShows(mount);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
                assertThat(read(mount).stderr()).contains("Input/output error");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            } finally {
                far.signal("CONT");
            }
            Await.until(Duration.ofSeconds(10), () -> readsIt(mount));
        }
    }

    /** G62: Of a large file that is read in a few places no more than those is fetched and kept. */
    @Test
    void aFewPlacesOfALargeFileAreFetchedAlone() throws Exception {
        byte[] large = new byte[60_000_000];
        new Random(3).nextBytes(large);
        Path file = Files.write(temp.resolve("large"), large);
        Program.vitrine(store, "import", "--quiet", file.toString()).succeeded();
        try (Server _ = serveStore();
                Server near = serveNear()) {
            Path mounted = near.mountpoint().resolve("large");
            try (FileChannel channel = FileChannel.open(mounted, StandardOpenOption.READ)) {
                for (int position : new int[] {50_000_000, 10_000_000, 30_000_000}) {
                    ByteBuffer few = ByteBuffer.allocate(1000);
                    channel.read(few, position);
                    assertThat(few.array()).isEqualTo(Arrays.copyOfRange(large, position, position + 1000));
                }
            }
            assertThat(diskUsage(temp.resolve("near"))).isLessThan(10_000_000);
            Program.shell("cmp \"$1\" \"$2\"", file, mounted).succeeded();
        }
    }

    /** Reads thirty files of a hundred, one after the other, and then, without the server, those up to the fiftieth. */
    private Result readOnWithoutServer(String... options) throws Exception {
        Path many = Files.createDirectory(temp.resolve("many"));
        for (int i = 0; i < 100; i++) {
            Files.writeString(many.resolve("%02d".formatted(i)), "file " + i);
        }
        Program.vitrine(store, "import", "--quiet", many.toString()).succeeded();
        try (Server far = serveStore();
                Server near = serveNear(options)) {
            Path mounted = near.mountpoint().resolve("many");
            Program.shell("cd \"$1\" && for i in $(seq -w 0 29); do cat $i; done", mounted)
                    .succeeded();
            far.signal("KILL");
            far.awaitExit(Duration.ofSeconds(10));
            return Program.shell("cd \"$1\" && for i in $(seq 30 49); do timeout 20 cat $i || exit 1; done", mounted);
        }
    }

    /** G80: Who opens the files of a tree one after the other finds the next ones fetched, twice as many as he has opened. */
    @Test
    void theNextFilesAreThereBeforeTheyAreOpened() throws Exception {
        readOnWithoutServer("--store-deadline", "2s").succeeded();
    }

    /** G88: The metrics count the blobs that were opened and were near or had to be fetched, and those that were fetched before, and say how much is kept and how much went. */
    @Test
    void whatIsNearIsMeasured() throws Exception {
        try (Server _ = serveStore();
                Server near = serveNear("--admin", "127.0.0.1:0")) {
            URI metrics = URI.create(near.awaitLine("admin ")).resolve("metrics");
            assertThat(read(near.mountpoint()).text()).isEqualTo("nobody has read this yet");
            Await.until(Duration.ofSeconds(10), () -> metric(metrics, "vitrine_near_bytes") > 24);
            assertThat(metric(metrics, "vitrine_near_blobs_opened_total{from=\"far\"}"))
                    .isEqualTo(1);
            assertThat(metric(metrics, "vitrine_near_blobs_opened_total{from=\"near\"}"))
                    .isNotNegative();
            assertThat(metric(metrics, "vitrine_near_blobs_fetched_ahead_total"))
                    .isZero();
            assertThat(metric(metrics, "vitrine_near_evicted_bytes_total")).isZero();
        }
    }

    private static double metric(URI metrics, String name) {
        try {
            String line = Program.shell("curl -sf \"$1\" | grep -F \"$2 \"", metrics, name)
                    .succeeded()
                    .text()
                    .strip();
            return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** G84: `--no-read-ahead` fetches what is asked for alone. */
    @Test
    void withoutReadAheadTheNextFilesAreNotThere() throws Exception {
        assertThat(readOnWithoutServer("--store-deadline", "2s", "--no-read-ahead")
                        .failedWith(1)
                        .stderr())
                .contains("Input/output error");
    }

    private static long diskUsage(Path directory) throws Exception {
        String blocks = Program.shell("du -s --block-size=1 \"$1\" | cut -f1", directory)
                .succeeded()
                .text()
                .strip();
        return Long.parseLong(blocks);
    }

    /** C91: `--cache`, `--cache-size`, `--cache-free` and `--no-read-ahead` are refused for a store in a directory, all but the first also without `--cache`; a DIR that keeps what came from another server, or is a store of its own, is refused too. */
    @Test
    void aCacheThatCannotBeOneIsRefused() throws Exception {
        String near = temp.resolve("near").toString();
        assertThat(Program.vitrine(store, "roots", "--cache", near)
                        .failedWith(2)
                        .stderr())
                .startsWith("--cache is about what comes from a server, and this store is a directory\n");
        assertThat(Program.vitrine(store, "roots", "--store", url(), "--cache-size", "1GiB")
                        .failedWith(2)
                        .stderr())
                .startsWith("--cache-size is about what is kept, and without --cache nothing is\n");
        assertThat(Program.vitrine(store, "roots", "--store", url(), "--no-read-ahead")
                        .failedWith(2)
                        .stderr())
                .startsWith("--no-read-ahead is about what is kept, and without --cache nothing is\n");
        assertThat(Program.vitrine(store, "roots", "--store", url(), "--cache", store.toString())
                        .failedWith(1)
                        .stderr())
                .isEqualTo("vitrine: " + store + " is a store of its own, and cannot keep what comes from " + url()
                        + "\n");
        try (Server _ = serveStore()) {
            Program.vitrine(store, "roots", "--store", url(), "--cache", near).succeeded();
        }
        assertThat(Program.vitrine(store, "roots", "--store", "grpc+unix:///elsewhere", "--cache", near)
                        .failedWith(1)
                        .stderr())
                .isEqualTo(
                        "vitrine: " + near + " keeps what came from " + url() + ", not from grpc+unix:///elsewhere\n");
    }
}
