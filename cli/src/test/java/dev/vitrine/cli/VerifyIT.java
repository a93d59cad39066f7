package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code vitrine verify} does beyond finding what is wrong. */
final class VerifyIT {
    private static final int FILES = 200;
    private static final int SIZE = 70_000;

    @TempDir
    private Path temp;

    private Path store = Path.of("");
    private Path tree = Path.of("");

    @BeforeEach
    void importTree() throws Exception {
        store = temp.resolve("store");
        tree = Files.createDirectory(temp.resolve("tree"));
        Random random = new Random(7);
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[SIZE];
            random.nextBytes(bytes);
            Files.write(tree.resolve("file" + i), bytes);
        }
        Program.vitrine(store, "import", tree.toString()).succeeded();
    }

    private List<Path> blobFiles() throws IOException {
        try (Stream<Path> files = Files.walk(store.resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".obao4"))
                    .toList();
        }
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[SIZE / 2] ^= 1;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(file, bytes);
    }

    /** C54: `verify --rate` reads no more bytes a second than it says. */
    @Test
    void aRateHolds() throws Exception {
        long start = System.nanoTime();
        Program.vitrine(store, "verify", "--rate", "4MiB").succeeded();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isGreaterThan(Duration.ofMillis(1000L * (FILES - 4) * SIZE / (4 << 20)));
        for (String rate : new String[] {"0", "4MB", "-1", "fast"}) {
            Program.vitrine(store, "verify", "--rate=" + rate).failedWith(2);
        }
    }

    /** C55: `verify --resume` goes on behind what a run that was killed has read, and its verdict is about all. */
    @Test
    void aKilledRunIsResumed() throws Exception {
        for (Path file : blobFiles()) {
            damage(file);
        }
        Path printed = temp.resolve("printed");
        Process process = Program.vitrineCommand(store, "verify", "--rate", "4MiB")
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Await.until(Duration.ofSeconds(30), () -> lines(printed).size() >= 150 || !process.isAlive());
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly().waitFor();

        Result resumed = Program.vitrine(store, "verify", "--resume").failedWith(1);
        assertThat(resumed.lines()).hasSizeBetween(FILES - 150, FILES - 64);
        assertThat(resumed.stderr()).contains("found 200 problems");
        assertThat(Stream.concat(lines(printed).stream(), resumed.lines().stream())
                        .distinct())
                .hasSize(FILES);
        assertThat(Program.vitrine(store, "verify", "--resume").failedWith(1).lines())
                .as("the end of a run forgets how far it came")
                .hasSize(FILES);
    }

    private static List<String> lines(Path file) throws IOException {
        String all = Files.exists(file) ? Files.readString(file) : "";
        return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    }

    /** C56: `verify --quarantine` moves what has wrong bytes to `quarantine` in the store, and importing the same again repairs it. */
    @Test
    void whatIsBadIsQuarantinedAndRepaired() throws Exception {
        Path bad = blobFiles().getFirst();
        damage(bad);
        byte[] bytes = Files.readAllBytes(bad);
        Result result = Program.vitrine(store, "verify", "--quarantine").failedWith(1);
        assertThat(result.lines()).singleElement().asString().endsWith(" (moved to quarantine)");
        assertThat(bad).doesNotExist();
        assertThat(store.resolve("quarantine").resolve(bad.getFileName())).hasBinaryContent(bytes);
        assertThat(Program.vitrine(store, "verify").failedWith(1).text()).contains(" is missing");
        Program.vitrine(store, "import", tree.toString()).succeeded();
        Program.vitrine(store, "verify").succeeded();
    }

    /** C57: `verify --json` prints each problem, and then the summary, as a JSON object on a line of its own. */
    @Test
    void jsonIsAnObjectALine() throws Exception {
        damage(blobFiles().getFirst());
        Result result = Program.vitrine(store, "verify", "--json").failedWith(1);
        assertThat(result.lines()).hasSize(2);
        assertThat(result.lines().getFirst())
                .matches(
                        "\\{\"path\":\"tree/file[0-9]+\",\"digest\":\"b3:[^\"]+\",\"problem\":\"[^\"]+\",\"quarantined\":false\\}");
        assertThat(result.lines().getLast())
                .isEqualTo("{\"roots\":1,\"directories\":1,\"blobs\":199,\"bytes\":13930000,\"findings\":1}");
        assertThat(result.stderr()).isEmpty();
    }
}
