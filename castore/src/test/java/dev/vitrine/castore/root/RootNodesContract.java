package dev.vitrine.castore.root;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_COMPLICATED_DIGEST;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.name;
import static dev.vitrine.castore.Fixtures.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What all root nodes do that can be written. */
public interface RootNodesContract {
    Node DIRECTORY = new DirectoryNode(DIRECTORY_COMPLICATED_DIGEST, 4);
    Node FILE = new FileNode(HELLOWORLD.digest(), 12, true);
    Node OTHER_FILE = new FileNode(BLOB_A.digest(), 2, false);

    /** The roots under test: new ones for each test, of which there are none. */
    MutableRootNodes roots();

    @Test
    default void thereAreNoneAtFirst() throws CastoreException {
        assertThat(roots().list()).isEmpty();
    }

    @Test
    default void anUnknownNameIsEmpty() throws CastoreException {
        assertThat(roots().get(name("unknown"))).isEmpty();
    }

    @Test
    default void everyKindOfNodeComesBack() throws CastoreException {
        for (Node node : List.of(DIRECTORY, FILE, OTHER_FILE, symlink("../elsewhere"))) {
            roots().put(name("root"), node);
            assertThat(roots().get(name("root"))).contains(node);
        }
    }

    @Test
    default void sizesAreUnsigned() throws CastoreException {
        Node huge = new DirectoryNode(DIRECTORY_COMPLICATED_DIGEST, -1);
        roots().put(name("huge"), huge);
        assertThat(roots().get(name("huge"))).contains(huge);
    }

    @Test
    default void aSecondPutReplacesTheFirst() throws CastoreException {
        roots().put(name("root"), DIRECTORY);
        roots().put(name("root"), FILE);
        assertThat(roots().get(name("root"))).contains(FILE);
        assertThat(roots().list()).hasSize(1);
    }

    @Test
    default void aRemovedNameIsGone() throws CastoreException {
        roots().put(name("root"), DIRECTORY);
        assertThat(roots().remove(name("root"))).isTrue();
        assertThat(roots().get(name("root"))).isEmpty();
        assertThat(roots().list()).isEmpty();
    }

    @Test
    default void removeOfAnUnknownNameSaysSo() throws CastoreException {
        assertThat(roots().remove(name("unknown"))).isFalse();
    }

    @Test
    default void theOtherNamesStay() throws CastoreException {
        roots().put(name("a"), DIRECTORY);
        roots().put(name("ab"), FILE);
        roots().remove(name("a"));
        assertThat(roots().list()).containsOnlyKeys(name("ab"));
    }

    /** S3: Root names are listed in the unsigned order of their bytes. */
    @Test
    default void theListIsInTheOrderOfTheBytes() throws CastoreException {
        List<PathComponent> sorted = List.of(
                name(new byte[] {1}),
                name("A"),
                name("a"),
                name("a b"),
                name("a'"),
                name("ab"),
                name("b"),
                name(new byte[] {(byte) 0x7f}),
                name(new byte[] {(byte) 0x80}),
                name("\u00e9"),
                name(new byte[] {(byte) 0xff}),
                name(new byte[] {(byte) 0xff, 1}));
        for (PathComponent name : sorted.reversed()) {
            roots().put(name, FILE);
        }
        assertThat(roots().list().keySet()).containsExactlyElementsOf(sorted);
    }

    @Test
    default void theListHoldsTheNodes() throws CastoreException {
        roots().put(name("directory"), DIRECTORY);
        roots().put(name("file"), FILE);
        assertThat(roots().list())
                .containsEntry(name("directory"), DIRECTORY)
                .containsEntry(name("file"), FILE)
                .hasSize(2);
    }

    @Test
    default void theListIsASnapshot() throws CastoreException {
        roots().put(name("a"), FILE);
        SortedMap<PathComponent, Node> before = roots().list();
        roots().put(name("b"), FILE);
        roots().remove(name("a"));
        assertThat(before).containsOnlyKeys(name("a"));
    }

    /** S4: A root name is any name of 1 to 255 bytes, valid UTF-8 or not. */
    @Test
    default void namesAreBytes() throws CastoreException {
        byte[] longest = new byte[255];
        Arrays.fill(longest, (byte) 0xfe);
        for (byte[] bytes : List.of(longest, new byte[] {'c', 'a', 'f', (byte) 0xe8}, new byte[] {'\n', '\\'})) {
            roots().put(name(bytes), FILE);
            assertThat(roots().get(name(bytes))).contains(FILE);
            assertThat(roots().list()).containsKey(name(bytes));
        }
    }

    @Test
    default void namesOf255BytesDifferInTheirLastByte() throws CastoreException {
        byte[] bytes = new byte[255];
        Arrays.fill(bytes, (byte) 'x');
        roots().put(name(bytes), FILE);
        bytes[254] = 'y';
        assertThat(roots().get(name(bytes))).isEmpty();
    }

    @Test
    default void aPutChangesTheRevision() throws CastoreException {
        long before = roots().revision();
        roots().put(name("root"), FILE);
        assertThat(roots().revision()).isNotEqualTo(before);
    }

    @Test
    default void aReplacementChangesTheRevision() throws CastoreException {
        roots().put(name("root"), FILE);
        long before = roots().revision();
        roots().put(name("root"), DIRECTORY);
        assertThat(roots().revision()).isNotEqualTo(before);
    }

    @Test
    default void aRemovalChangesTheRevision() throws CastoreException {
        long empty = roots().revision();
        roots().put(name("root"), FILE);
        long before = roots().revision();
        roots().remove(name("root"));
        assertThat(roots().revision()).isNotEqualTo(before).isNotEqualTo(empty);
    }

    @Test
    default void theRevisionStaysWhileNothingChanges() throws CastoreException {
        roots().put(name("root"), FILE);
        long before = roots().revision();
        roots().get(name("root"));
        roots().list();
        roots().remove(name("unknown"));
        assertThat(roots().revision()).isEqualTo(before);
    }

    @Test
    default void severalThreadsPutAtOnce() throws Exception {
        int threadCount = 8;
        int namesEach = 20;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tasks = IntStream.range(0, threadCount)
                    .<Callable<Boolean>>mapToObj(thread -> () -> putMany(thread, namesEach))
                    .toList();
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                assertThat(task.get()).isTrue();
            }
        }
        assertThat(roots().list()).hasSize(threadCount * namesEach + 1);
    }

    private boolean putMany(int thread, int count) throws CastoreException {
        for (int i = 0; i < count; i++) {
            long before = roots().revision();
            roots().put(name("common"), FILE);
            roots().put(name("thread " + thread + " name " + i), DIRECTORY);
            if (roots().revision() == before) {
                return false;
            }
        }
        return true;
    }
}
