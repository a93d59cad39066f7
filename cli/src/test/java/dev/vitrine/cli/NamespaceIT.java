package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two vitrines, each in a network of its own: one that has a tree of 100,000 files, and one that has nothing but what it keeps of the first.
 * All of the tree is read once before the tests; each of them starts both anew, with the cache as a kill has left it.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class NamespaceIT {
    private static final int DIRECTORIES = 1_000;
    private static final int FILES_IN_EACH = 100;
    private static final int FILES = DIRECTORIES * FILES_IN_EACH;

    /** What find prints of the mount: that, two roots and a file of one, a thousand directories in ten others, and the files. */
    private static final int ENTRIES = 1 + 2 + 1 + DIRECTORIES + 10 + FILES;

    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Duration STALL = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(10);

    private Path temp;
    private Path tree;
    private FarAndNear vitrines;
    private GrpcCounts afterFind;
    private GrpcCounts afterDiff;

    @BeforeAll
    void readAllOnce(@TempDir Path directory) throws Exception {
        temp = directory;
        vitrines = FarAndNear.in(temp);
        tree = makeTree(temp.resolve("tree"));
        vitrines.importIt(tree);
        vitrines.importIt(oneFile("unread"));
        try (Server far = vitrines.startFar();
                Server near = startNear()) {
            assertThat(find(near)).isEqualTo(ENTRIES);
            afterFind = vitrines.counts(far);
            assertShowsItsParts(near);
            afterDiff = vitrines.counts(far);
            vitrines.awaitKept();
            kill(near);
        }
    }

    @AfterAll
    void removeMachines() throws Exception {
        vitrines.remove();
    }

    private static Path makeTree(Path path) throws IOException {
        for (int i = 0; i < DIRECTORIES; i++) {
            Path directory = Files.createDirectories(path.resolve(Integer.toString(i % 10), Integer.toString(i)));
            for (int j = 0; j < FILES_IN_EACH; j++) {
                Files.writeString(directory.resolve(Integer.toString(j)), i + "/" + j + "\n");
            }
        }
        return path;
    }

    private Path oneFile(String name) throws IOException {
        Path directory = Files.createDirectory(temp.resolve(name));
        Files.writeString(directory.resolve("file"), name);
        return directory;
    }

    private Server startNear() throws IOException {
        return vitrines.startNear("--no-http", "--store-deadline", DEADLINE.toSeconds() + "s");
    }

    private static int find(Server near) throws Exception {
        return Integer.parseInt(Program.shell("find \"$1\" | wc -l", near.mountpoint())
                .succeeded()
                .text()
                .strip());
    }

    private void assertShowsTree(Server near) throws Exception {
        Result diff = Program.shell(
                "diff -r --no-dereference \"$1\" \"$2\"",
                tree,
                near.mountpoint().resolve("tree"));
        assertThat(diff.succeeded().text()).isEmpty();
    }

    /** The ten directories at its top, all at once: that is quicker while each file takes a round trip. */
    private void assertShowsItsParts(Server near) throws Exception {
        Result diff = Program.shell(
                "printf '%s\\n' 0 1 2 3 4 5 6 7 8 9 | xargs -P 10 -I{} diff -r --no-dereference \"$1/{}\" \"$2/{}\"",
                tree, near.mountpoint().resolve("tree"));
        assertThat(diff.succeeded().text()).isEmpty();
    }

    private static void kill(Server server) throws Exception {
        server.signal("KILL");
        server.awaitExit(SOON);
    }

    /** G76: Whoever walks through a tree of another Vitrine makes one call for all of its directories, however many they are, and one for each small file that is read. */
    @Test
    void aTreeCostsOneCallForItsDirectories() {
        assertThat(afterFind.ended("DirectoryService")).isEqualTo(2);
        assertThat(afterFind.ended("BlobService")).isZero();
        assertThat(afterDiff.ended("DirectoryService")).isEqualTo(2);
        assertThat(afterDiff.ended("BlobService", "Read", "OK")).isEqualTo(FILES);
        assertThat(afterDiff.ended("BlobService")).isEqualTo(FILES);
        assertThat(afterDiff.ended("BlobRangeService")).isZero();
    }

    /** G77: What was read before a kill -9 needs no call for a directory or a blob after it. */
    @Test
    void aWarmCacheNeedsNoCalls() throws Exception {
        try (Server far = vitrines.startFar();
                Server near = startNear()) {
            assertThat(find(near)).isEqualTo(ENTRIES);
            assertShowsTree(near);
            GrpcCounts counts = vitrines.counts(far);
            assertThat(counts.ended("RootService")).isPositive();
            assertThat(counts.ended("DirectoryService")).isZero();
            assertThat(counts.ended("BlobService")).isZero();
            assertThat(counts.ended("BlobRangeService")).isZero();
            kill(near);
        }
    }

    /** G51: What was fetched once is served while the far store is down, also after a restart. */
    @Test
    void aWarmCacheNeedsNoServer() throws Exception {
        try (Server near = startNear()) {
            assertThat(find(near)).isEqualTo(ENTRIES);
            assertShowsTree(near);
        }
    }

    /** G60: While the far store is stalled, what is kept is read as ever, and what is not ends with an error within the deadline. */
    @Test
    void aStallIsFeltByWhatIsNotHereAlone() throws Exception {
        vitrines.importIt(oneFile("unseen"));
        try (Server far = vitrines.startFar();
                Server near = startNear()) {
            Path mount = near.mountpoint();
            Await.until(SOON, () -> names(mount).contains("unseen"));
            far.signal("STOP");
            try {
                Instant end = Instant.now().plus(STALL);
                CompletableFuture<Duration> unread = failing(mount.resolve("unread/file"));
                CompletableFuture<Duration> unseen = failing(mount.resolve("unseen/file"));
                assertThat(slowestRead(mount.resolve("tree"), end)).isLessThan(Duration.ofSeconds(1));
                assertThat(unread.join()).isLessThan(DEADLINE.plusSeconds(2));
                assertThat(unseen.join()).isLessThan(DEADLINE.plusSeconds(2));
            } finally {
                far.signal("CONT");
            }
            Await.until(SOON, () -> reads(mount.resolve("unread/file"), "unread"));
            Await.until(SOON, () -> reads(mount.resolve("unseen/file"), "unseen"));
        } finally {
            Program.vitrine(vitrines.store(), "remove", "unseen").succeeded();
        }
    }

    private static List<String> names(Path directory) throws Exception {
        return Program.shell("ls \"$1\"", directory).succeeded().lines();
    }

    private static Result read(Path file) throws Exception {
        return Program.shell("timeout 20 cat \"$1\"", file);
    }

    private static boolean reads(Path file, String contents) throws Exception {
        return read(file).text().equals(contents);
    }

    /** How long it takes until a file cannot be read. */
    private static CompletableFuture<Duration> failing(Path file) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                Instant start = Instant.now();
                assertThat(read(file).stderr()).contains("Input/output error");
                return Duration.between(start, Instant.now());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Reads one file after the other until then. */
    private static Duration slowestRead(Path tree, Instant end) throws IOException {
        Duration slowest = Duration.ZERO;
        Instant now = Instant.now();
        for (int k = 0; now.isBefore(end); k++) {
            int i = k % DIRECTORIES;
            int j = k / DIRECTORIES % FILES_IN_EACH;
            Path file = tree.resolve(Integer.toString(i % 10), Integer.toString(i), Integer.toString(j));
            assertThat(Files.readString(file)).isEqualTo(i + "/" + j + "\n");
            Duration took = Duration.between(now, Instant.now());
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            now = Instant.now();
        }
        return slowest;
    }
}
