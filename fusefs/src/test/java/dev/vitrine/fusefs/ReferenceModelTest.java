package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.importer.Importer;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.StoreView;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mount against the tree on the disk that it was imported from: a program outside does random operations on both, and compares the
 * answers; what must differ it knows from the page on semantics. It is {@code main.py} of the resources, and says what it does.
 *
 * <p>{@code -Dvitrine.model.rounds=N} asks for N random seeds, {@code -Dvitrine.model.seed=S} for one seed alone.
 */
@OnBothTransports
class ReferenceModelTest {
    /** By one thread, and as many by several. */
    private static final int OPERATIONS = 4000;

    private static final int KINDS = 34;
    private static final int AT_LEAST = 10;
    private static final long CACHE_BYTES = 64L << 20;

    @RegisterExtension
    final Mounted mounted;

    ReferenceModelTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    @TempDir
    private Path temp;

    static LongStream seeds() {
        Long only = Long.getLong("vitrine.model.seed");
        if (only != null) {
            return LongStream.of(only);
        }
        LongStream random = new Random().longs(Integer.getInteger("vitrine.model.rounds", 1), 0, 1L << 32);
        return LongStream.concat(LongStream.of(1, 2), random);
    }

    /**
     * F35: Random operations in any order, also by several threads with the same handles, are answered like those on the tree on disk
     * that was imported, except where this page says otherwise.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void answersAreThoseOfTheTreeOnDisk(long seed) throws Exception {
        Path tree = temp.resolve("tree");
        program("tree", seed, tree);
        try (LocalStore store = LocalStore.create(temp.resolve("store"));
                StoreView view = new StoreView(store.blobs(), store.directories(), store.roots(), CACHE_BYTES)) {
            new Importer(store.blobs(), store.directories(), ImportOptions.defaults())
                    .importAs(store.roots(), Sample.name("tree"), tree, ImportListener.NONE);
            Map<String, Integer> operations = operations(seed, tree, view);
            assertThat(operations.values().stream().mapToInt(Integer::intValue).sum())
                    .isGreaterThan(7000);
            assertThat(operations)
                    .hasSize(KINDS)
                    .allSatisfy((kind, count) -> assertThat(count).as(kind).isGreaterThan(AT_LEAST));
        }
    }

    private Map<String, Integer> operations(long seed, Path tree, CastoreView view) throws Exception {
        Path manifest = Manifest.write(temp.resolve("manifest"), view, Sample.name("tree"));
        try (Mount mount = mounted.open(view, MountOptions.defaults())) {
            String counts = program("check", seed, tree, mount.mountpoint().resolve("tree"), manifest, OPERATIONS);
            return counts.lines()
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toMap(words -> words[1], words -> Integer.parseInt(words[0])));
        }
    }

    private static String program(Object... arguments) throws Exception {
        Path main = Path.of(
                ReferenceModelTest.class.getResource("/reference-model/main.py").toURI());
        Object[] command = new Object[arguments.length + 3];
        command[0] = "python3";
        command[1] = "-B";
        command[2] = main;
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        Program.Result result = Program.run(command);
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output();
    }
}
