package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.DiskImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store on a disk that is full, that cannot be written, or that fails. */
final class DisksIT {
    private static final long DISK = 64L << 20;
    private static final int FILES = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Random random = CrashOptions.random("DisksIT");
    private final Acknowledged acknowledged = new Acknowledged();
    private final Path temp;
    private final SourceTree tree;
    private final SourceTree other;
    private final DiskImage disk;
    private final Path store;

    DisksIT(@TempDir Path temp) throws IOException {
        this.temp = temp;
        this.tree = SourceTree.make(temp.resolve("tree"), random, FILES);
        this.other = SourceTree.make(temp.resolve("other"), random, FILES);
        this.disk = DiskImage.of(temp, DISK, "mkfs.ext4", "-q");
        this.store = disk.path().resolve("store");
    }

    @BeforeEach
    void makeStore() throws Exception {
        importTree("tree", tree);
    }

    @AfterEach
    void unmount() throws IOException {
        disk.close();
    }

    private void importTree(String name, SourceTree source) throws Exception {
        acknowledged.begins(name, source.digest());
        Program.vitrine(store, "import", "--name", name, source.path().toString())
                .succeeded();
        acknowledged.done();
    }

    private void check() throws Exception {
        Program.vitrine(store, "verify").succeeded();
        acknowledged.check(Program.vitrine(store, "roots").succeeded().lines());
    }

    /** Checks that the command fails, in one sentence that ends so. */
    private void fails(String reason, String... command) throws Exception {
        assertThat(Program.vitrine(store, command).failedWith(1).stderr())
                .startsWith("vitrine: ")
                .hasLineCount(1)
                .endsWith(reason + "\n");
    }

    /**
     * S39: On a full disk an import fails with one sentence, and every root stays whole and readable; what a collection of garbage then
     * removes makes room for the like: in the index for small blobs, and on the disk where they were files.
     */
    @ParameterizedTest
    @ValueSource(ints = {50_000, 10_000_000})
    void anImportThatFillsTheDiskFails(int fileSize) throws Exception {
        Path tooBig = tree("too big", 2 * DISK, fileSize);
        fails("No space left on device", "import", tooBig.toString());
        fails("No space left on device", "import", tooBig.toString());
        check();
        Program.vitrine(store, "gc", "--grace", "0s").succeeded();
        Path fits = tree("fits", DISK / 3, fileSize);
        importTree("fits", new SourceTree(fits, List.of(), SourceTree.digest(fits)));
        check();
    }

    /** A directory of files of that size. */
    private Path tree(String name, long size, int fileSize) throws IOException {
        Path directory = Files.createDirectory(temp.resolve(name));
        byte[] bytes = new byte[fileSize];
        for (int i = 0; i < size / fileSize; i++) {
            random.nextBytes(bytes);
            Files.write(directory.resolve("file" + i), bytes);
        }
        return directory;
    }

    /**
     * S40: A store on a disk that is mounted read-only is refused in one sentence, to commands that only read as well, and is as it was
     * when the disk can be written again.
     */
    @Test
    void aStoreOnAReadOnlyDiskIsRefused() throws Exception {
        disk.remount("ro");
        fails("Read-only file system", "import", other.path().toString());
        fails("Read-only file system", "remove", "tree");
        fails("Read-only file system", "gc", "--grace", "0s");
        fails("Read-only file system", "roots");
        fails("Read-only file system", "verify");
        fails("Read-only file system", "serve", "--listen", "127.0.0.1:0");
        disk.remount("rw");
        check();
        importTree("tree", other);
        check();
    }

    /**
     * S41: When its disk fails, a server says so for each file that it cannot read, goes on with the others, and ends when it is told
     * to; an import fails with one sentence.
     */
    @Test
    void aServerOutlivesItsDisk() throws Exception {
        Path mountpoint = temp.resolve("mnt");
        try (Server server = Server.start(store, temp, "--mount", mountpoint.toString())) {
            Path mounted = server.mountpoint().resolve("tree");
            Await.until(PATIENCE, () -> Files.exists(mounted));
            URI served = server.address().resolve("tree/");
            disk.losePower();
            assertThat(readAll(served, mounted)).isBetween(1, 2 * FILES - 1);
            fails("Input/output error", "import", other.path().toString());
            server.signal("TERM");
            assertThat(server.awaitExit(PATIENCE)).isEqualTo(143);
        }
        disk.unmount();
        disk.mount();
        check();
        importTree("other", other);
        check();
    }

    /** Reads every file through both windows; gives how often that failed. */
    private int readAll(URI served, Path mounted) throws Exception {
        int failures = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (Path file : tree.files()) {
                failures += readOver(client, served.resolve(file.toString()), SourceTree.contents(file));
                failures += read(mounted.resolve(file), SourceTree.contents(file));
            }
        }
        return failures;
    }

    private static int readOver(HttpClient client, URI uri, byte[] contents) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() == 503) {
            return 1;
        }
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(contents);
        return 0;
    }

    private static int read(Path file, byte[] contents) {
        byte[] found;
        try {
            found = Files.readAllBytes(file);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("Input/output error");
            return 1;
        }
        assertThat(found).isEqualTo(contents);
        return 0;
    }
}
