package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Garbage of a store, as it is collected from the command line. */
final class GcIT {
    @TempDir
    private Path temp;

    private Path store = Path.of("");

    @BeforeEach
    void importTrees() throws Exception {
        store = temp.resolve("store");
        importTree("kept", 1);
        importTree("gone", 2);
        Program.vitrine(store, "remove", "gone").succeeded();
    }

    /** A tree of three small files and a big one. */
    private void importTree(String name, int seed) throws Exception {
        Path tree = Files.createDirectories(temp.resolve(name));
        Random random = new Random(seed);
        for (int size : new int[] {10, 1_000, 5_000, 200_000}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            Files.write(tree.resolve("file" + size), bytes);
        }
        Program.vitrine(store, "import", tree.toString()).succeeded();
    }

    /** Each blob that is a file has its outboard beside it. */
    private long blobFiles() throws IOException {
        try (Stream<Path> files = Files.walk(store.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /** C50: `gc` condemns what no root reaches and removes it in a run that comes `--grace` later, 24 hours unless told, and says how much. */
    @Test
    void gcRemovesWhatNoRootReaches() throws Exception {
        Result first = Program.vitrine(store, "gc").succeeded();
        assertThat(first.text()).isEmpty();
        assertThat(first.stderr().lines())
                .containsExactly(
                        "vitrine: 1 roots reach 1 directories and 4 blobs",
                        "vitrine: condemned: 1 directories, 4 blobs, 206206 bytes",
                        "vitrine: waiting for a later run: 1 directories, 4 blobs, 206206 bytes",
                        "vitrine: removed: 0 directories, 0 blobs, 0 bytes");
        assertThat(Program.vitrine(store, "gc", "--grace", "7d").succeeded().stderr())
                .contains("removed: 0 directories");
        assertThat(blobFiles()).isEqualTo(2 * 2);
        assertThat(Program.vitrine(store, "gc", "--grace", "0s").succeeded().stderr())
                .contains("removed: 1 directories, 4 blobs, 206206 bytes");
        assertThat(blobFiles()).isEqualTo(2);
        Program.vitrine(store, "verify").succeeded();
    }

    @Test
    void aGraceThatIsNoTimeIsWrongUsage() throws Exception {
        for (String grace : new String[] {"1", "x", "-1s", "-PT1S", ""}) {
            Program.vitrine(store, "gc", "--grace=" + grace).failedWith(2);
        }
        Program.vitrine(store, "gc", "--grace=PT1H").succeeded();
    }

    /** C51: `gc --dry-run` says what would be condemned and removed, and changes nothing. */
    @Test
    void aDryRunChangesNothing() throws Exception {
        Result dry = Program.vitrine(store, "gc", "--grace", "0s", "--dry-run").succeeded();
        assertThat(dry.stderr())
                .contains("would be condemned: 1 directories, 4 blobs, 206206 bytes")
                .contains("would be removed: 1 directories, 4 blobs, 206206 bytes");
        assertThat(blobFiles()).isEqualTo(2 * 2);
        assertThat(Program.vitrine(store, "gc").succeeded().stderr()).contains("condemned: 1 directories");
    }

    /** C52: `gc --json` prints the result as one JSON object on stdout. */
    @Test
    void jsonIsOneObject() throws Exception {
        Result result = Program.vitrine(store, "gc", "--json", "--grace", "0s").succeeded();
        String amount = "{\"directories\":1,\"blobs\":4,\"bytes\":206206}";
        String nothing = "{\"directories\":0,\"blobs\":0,\"bytes\":0}";
        assertThat(result.lines())
                .containsExactly("{\"dry_run\":false,\"roots\":1,\"directories\":1,\"blobs\":4,\"condemned\":" + amount
                        + ",\"pardoned\":" + nothing + ",\"waiting\":" + nothing + ",\"removed\":" + amount
                        + ",\"orphan_files\":{\"files\":0,\"bytes\":0},\"strangers\":0,\"pins\":0}");
        assertThat(result.stderr()).isEmpty();
    }

    /** C53: `gc` runs beside `serve` and `import`, and what a root reaches stays whole in every window. */
    @Test
    void serveGoesOnWhileGarbageIsCollected() throws Exception {
        try (Server server = Server.start(store, temp)) {
            URI kept = server.address().resolve("kept/file200000");
            for (int round = 0; round < 3; round++) {
                Process importer = Program.vitrineCommand(
                                store, "import", temp.resolve("gone").toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                Program.vitrine(store, "gc", "--grace", "0s").succeeded();
                assertThat(importer.waitFor()).isZero();
                Program.vitrine(store, "gc", "--grace", "0s").succeeded();
                Program.vitrine(store, "verify").succeeded();
                Program.shell("curl -sf -m 10 \"$1\" | cmp - \"$2\"", kept, temp.resolve("kept/file200000"))
                        .succeeded();
                Program.vitrine(store, "remove", "gone").succeeded();
            }
            Program.vitrine(store, "gc", "--grace", "0s").succeeded();
            assertThat(blobFiles()).isEqualTo(2);
        }
    }

    @Test
    void whatIsBeingVerifiedStays() throws Exception {
        Process verify =
                Program.vitrineCommand(store, "verify", "--rate", "10KiB").start();
        Await.until(
                Duration.ofSeconds(60),
                () -> Program.vitrine(store, "gc", "--dry-run", "--json").text().contains("\"pins\":1"));
        Program.vitrine(store, "remove", "kept").succeeded();
        assertThat(Program.vitrine(store, "gc", "--grace", "0s").succeeded().stderr())
                .contains("removed: 0 directories, 0 blobs")
                .contains("what 1 processes that import or verify may need waits until they are done");
        assertThat(verify.waitFor()).isZero();
        Program.vitrine(store, "gc", "--grace", "0s").succeeded();
        assertThat(blobFiles()).isZero();
    }

    @Test
    void thereIsNothingToCollectWhereThereIsNoStore() throws Exception {
        Program.vitrine(store, "gc", "--store", temp.resolve("nowhere").toString())
                .failedWith(1);
        assertThat(temp.resolve("nowhere")).doesNotExist();
    }
}
