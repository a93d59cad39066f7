package dev.vitrine.castore.directory;

import static dev.vitrine.castore.Fixtures.DIRECTORY_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_A_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_C;
import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED;
import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_C_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_D;
import static dev.vitrine.castore.Fixtures.DIRECTORY_D_DIGEST;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP_DIGEST;
import static dev.vitrine.castore.Fixtures.DUMMY_DIGEST;
import static dev.vitrine.castore.Fixtures.directory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every directory service does: get, put and closure. {@link DirectoryPutterContract} holds the rest. */
public interface DirectoryServiceContract {
    /** The service under test: a new one for each test, without directories. */
    DirectoryService directories();

    /** Puts these in one putter, which says the root. */
    static Digest put(DirectoryService directories, Directory... leavesFirst) throws CastoreException {
        try (DirectoryPutter putter = directories.putter()) {
            for (Directory directory : leavesFirst) {
                putter.put(directory);
            }
            return putter.finish();
        }
    }

    private List<Digest> closure(Digest root) throws CastoreException {
        List<Digest> seen = new ArrayList<>();
        directories().closure(root, (digest, directory) -> seen.add(digest));
        return seen;
    }

    @Test
    default void anUnknownDirectoryIsEmpty() throws CastoreException {
        assertThat(directories().get(DUMMY_DIGEST)).isEmpty();
    }

    @Test
    default void theClosureOfAnUnknownDirectoryIsNothing() throws CastoreException {
        assertThat(closure(DUMMY_DIGEST)).isEmpty();
    }

    @Test
    default void theEmptyDirectoryIsNotThereBeforeItIsPut() throws CastoreException {
        assertThat(directories().get(DIRECTORY_A_DIGEST)).isEmpty();
    }

    @Test
    default void theEmptyDirectoryComesBack() throws CastoreException {
        assertThat(directories().put(DIRECTORY_A)).isEqualTo(DIRECTORY_A_DIGEST);
        assertThat(directories().get(DIRECTORY_A_DIGEST)).contains(DIRECTORY_A);
        assertThat(closure(DIRECTORY_A_DIGEST)).containsExactly(DIRECTORY_A_DIGEST);
    }

    @Test
    default void aDirectoryOfFilesComesBack() throws CastoreException {
        assertThat(directories().put(DIRECTORY_WITH_KEEP)).isEqualTo(DIRECTORY_WITH_KEEP_DIGEST);
        assertThat(directories().get(DIRECTORY_WITH_KEEP_DIGEST)).contains(DIRECTORY_WITH_KEEP);
    }

    @Test
    default void aDirectoryOfEveryKindComesBack() throws CastoreException {
        assertThat(put(directories(), DIRECTORY_WITH_KEEP, DIRECTORY_COMPLICATED))
                .isEqualTo(DIRECTORY_COMPLICATED_DIGEST);
        assertThat(directories().get(DIRECTORY_COMPLICATED_DIGEST)).contains(DIRECTORY_COMPLICATED);
    }

    @Test
    default void everyDirectoryOfAPutIsThere() throws CastoreException {
        put(directories(), DIRECTORY_A, DIRECTORY_B, DIRECTORY_D);
        assertThat(directories().get(DIRECTORY_A_DIGEST)).contains(DIRECTORY_A);
        assertThat(directories().get(DIRECTORY_B_DIGEST)).contains(DIRECTORY_B);
        assertThat(directories().get(DIRECTORY_D_DIGEST)).contains(DIRECTORY_D);
    }

    @Test
    default void puttingTwiceIsPuttingOnce() throws CastoreException {
        assertThat(put(directories(), DIRECTORY_A, DIRECTORY_C)).isEqualTo(DIRECTORY_C_DIGEST);
        assertThat(put(directories(), DIRECTORY_A, DIRECTORY_C)).isEqualTo(DIRECTORY_C_DIGEST);
        assertThat(directories().get(DIRECTORY_C_DIGEST)).contains(DIRECTORY_C);
    }

    @Test
    default void aClosureHasTheRootBeforeItsChild() throws CastoreException {
        put(directories(), DIRECTORY_A, DIRECTORY_C);
        assertThat(closure(DIRECTORY_C_DIGEST)).containsExactly(DIRECTORY_C_DIGEST, DIRECTORY_A_DIGEST);
    }

    @Test
    default void aClosureHasEachDirectoryOnce() throws CastoreException {
        put(directories(), DIRECTORY_A, DIRECTORY_B, DIRECTORY_D);
        assertThat(closure(DIRECTORY_D_DIGEST))
                .startsWith(DIRECTORY_D_DIGEST)
                .containsExactlyInAnyOrder(DIRECTORY_D_DIGEST, DIRECTORY_A_DIGEST, DIRECTORY_B_DIGEST);
    }

    @Test
    default void aClosureShowsTheDirectories() throws CastoreException {
        put(directories(), DIRECTORY_WITH_KEEP, DIRECTORY_COMPLICATED);
        List<Directory> seen = new ArrayList<>();
        directories().closure(DIRECTORY_COMPLICATED_DIGEST, (digest, directory) -> seen.add(directory));
        assertThat(seen).containsExactly(DIRECTORY_COMPLICATED, DIRECTORY_WITH_KEEP);
    }

    @Test
    default void aClosureOfManyLevelsIsWalked() throws CastoreException {
        List<Directory> chain = new ArrayList<>(List.of(DIRECTORY_A));
        Digest top = DIRECTORY_A_DIGEST;
        try (DirectoryPutter putter = directories().putter()) {
            putter.put(DIRECTORY_A);
            for (int depth = 1; depth < 2_000; depth++) {
                Directory parent =
                        directory("d", new DirectoryNode(top, chain.getLast().size()));
                chain.add(parent);
                top = putter.put(parent);
            }
            putter.finish();
        }
        assertThat(closure(top)).hasSize(2_000).startsWith(top).endsWith(DIRECTORY_A_DIGEST);
    }

    @Test
    default void severalThreadsPutAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Digest>> tasks = IntStream.range(0, 20)
                    .<Callable<Digest>>mapToObj(number -> () -> put(
                            directories(),
                            DIRECTORY_A,
                            DIRECTORY_B,
                            directory("n" + number, new DirectoryNode(DIRECTORY_B_DIGEST, 1))))
                    .toList();
            for (Future<Digest> root : threads.invokeAll(tasks)) {
                assertThat(closure(root.get())).containsExactly(root.get(), DIRECTORY_B_DIGEST, DIRECTORY_A_DIGEST);
            }
        }
    }
}
