package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.gc.GcOptions;
import dev.vitrine.castore.gc.GcReport;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.store.Pin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Collections beside imports in other processes, and collections that are killed. */
@Timeout(120)
final class GarbageProcessesTest {
    private static final GcOptions AT_ONCE = GcOptions.sparing(Duration.ZERO);

    @TempDir
    Path temporary;

    private Path path;

    @BeforeEach
    void makeStore() throws CastoreException {
        path = temporary.resolve("store");
        LocalStore.create(path).close();
    }

    /** Roots that are listed while they are removed elsewhere stay whole until the next collection, which is ours to begin. */
    @Test
    void importsOfOtherProcessesLoseNothing() throws Exception {
        long swept = 0;
        try (LocalStore store = LocalStore.open(path);
                JavaProcess one = JavaProcess.start(StoreProgram.class, path);
                JavaProcess other = JavaProcess.start(StoreProgram.class, path)) {
            one.tell("churn 1");
            other.tell("churn 2");
            for (int round = 0; round < 40; round++) {
                assertThat(one.next()).isPresent();
                assertThat(other.next()).isPresent();
                swept += store.collectGarbage(AT_ONCE).swept().blobs();
                WholeRoots.check(store);
            }
        }
        assertThat(swept).isPositive();
    }

    @Test
    void importsOfThisProcessLoseNothing() throws Exception {
        try (LocalStore store = LocalStore.open(path);
                JavaProcess collector = JavaProcess.start(StoreProgram.class, path)) {
            collector.tell("litter 1");
            for (int round = 0; round < 40; round++) {
                String name = "mine " + round % 2;
                try (Pin _ = store.pin()) {
                    StoreProgram.putTree(store, name, round % 3);
                }
                assertThat(collector.next()).isPresent();
                WholeRoots.check(store);
            }
        }
    }

    @Test
    void aPinEndsWithItsProcess() throws Exception {
        try (LocalStore store = LocalStore.open(path)) {
            try (JavaProcess process = JavaProcess.start(StoreProgram.class, path)) {
                process.ask("pin");
                process.ask("put left");
                process.ask("remove left");
                GcReport report = store.collectGarbage(AT_ONCE);
                assertThat(report.pins()).isEqualTo(1);
                assertThat(report.swept().blobs()).isZero();
            }
            assertThat(store.collectGarbage(AT_ONCE).swept().blobs()).isEqualTo(3);
        }
    }

    /** S37: After a collection was killed every root is whole, and the next one removes what is left. */
    @Test
    void aKilledCollectionLeavesEveryRootWhole() throws Exception {
        Random random = new Random(20_261_125);
        try (LocalStore store = LocalStore.open(path)) {
            StoreProgram.putTree(store, "kept", 31);
        }
        for (int round = 0; round < 6; round++) {
            collectAndKill(round, random);
            try (LocalStore store = LocalStore.open(path)) {
                assertThat(WholeRoots.check(store)).containsKey(name("kept"));
                store.roots().remove(name("litter"));
                store.collectGarbage(AT_ONCE);
                assertThat(WholeRoots.check(store)).containsOnlyKeys(name("kept"));
                assertThat(blobFiles()).as("a blob and its outboard").isEqualTo(2);
            }
        }
    }

    private void collectAndKill(int seed, Random random) throws Exception {
        try (JavaProcess process = JavaProcess.start(StoreProgram.class, path)) {
            process.tell("litter " + seed);
            for (int i = random.nextInt(10); i >= 0; i--) {
                assertThat(process.next()).isPresent();
            }
            assertThat(process.endsWithin(Duration.ofNanos(random.nextInt(20_000_000))))
                    .isFalse();
            process.kill();
        }
    }

    private long blobFiles() throws IOException {
        try (Stream<Path> files = Files.walk(path.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
