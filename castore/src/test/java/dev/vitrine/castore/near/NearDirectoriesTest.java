package dev.vitrine.castore.near;

import static dev.vitrine.castore.Fixtures.DUMMY_DIGEST;
import static dev.vitrine.castore.Fixtures.directory;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class NearDirectoriesTest extends WithNearStore {
    /** Bytes of a directory with a symlink to three characters. */
    private static final int ENCODED_LINK = 13;

    NearDirectoriesTest() {
        super(NearOptions.DEFAULTS.withAbsence(Duration.ofMillis(300)));
    }

    /** A tree of a root and {@code count} directories in it, all different. */
    private Digest tree(int count) throws CastoreException {
        Directory.Builder root = Directory.builder();
        try (DirectoryPutter putter = far.directories.putter()) {
            for (int i = 0; i < count; i++) {
                Directory child = directory(
                        "link",
                        new SymlinkNode(SymlinkTarget.of(Integer.toString(i).getBytes(US_ASCII))));
                putter.put(child);
                root.add(PathComponent.of("d" + i), new DirectoryNode(Blake3.digest(child), 1));
            }
            putter.put(root.build());
            return putter.finish();
        }
    }

    private int walk(Digest root) throws CastoreException {
        Directory directory = directories().get(root).orElseThrow();
        int seen = 1;
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof DirectoryNode child) {
                seen += walk(child.digest());
            }
        }
        return seen;
    }

    /** G56: The first directory of a tree that is asked for brings the whole closure, with one call; its children need none. */
    @Test
    void aClosureIsFetchedWithOneCall() throws Exception {
        Digest root = tree(2_000);
        assertThat(walk(root)).isEqualTo(2_001);
        assertThat(far.closureCalls).hasValue(1);
        assertThat(far.directoryCalls).hasValue(0);
    }

    @Test
    void aClosureIsFetchedOnceForAllWhoWantIt() throws Exception {
        Digest root = tree(200);
        far.millis = 50;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> walk(root)));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isEqualTo(201);
            }
        }
        assertThat(far.closureCalls).hasValue(1);
    }

    @Test
    void directoriesAreServedWhileTheFarStoreIsDownAlsoAfterARestart() throws Exception {
        Digest root = tree(50);
        walk(root);
        far.isDown = true;
        assertThat(walk(root)).isEqualTo(51);
        reopen();
        assertThat(walk(root)).isEqualTo(51);
        assertThatThrownBy(() -> directories().get(DUMMY_DIGEST)).isInstanceOf(Unavailable.class);
    }

    @Test
    void aFarStoreThatComesBackIsAskedAgain() throws Exception {
        Digest root = tree(50);
        far.isDown = true;
        assertThatThrownBy(() -> walk(root)).isInstanceOf(Unavailable.class);
        far.isDown = false;
        assertThat(walk(root)).isEqualTo(51);
    }

    @Test
    void absenceIsRememberedForAMoment() throws Exception {
        assertThat(directories().get(DUMMY_DIGEST)).isEmpty();
        assertThat(directories().get(DUMMY_DIGEST)).isEmpty();
        assertThat(far.closureCalls).hasValue(1);
        Thread.sleep(400);
        assertThat(directories().get(DUMMY_DIGEST)).isEmpty();
        assertThat(far.closureCalls).hasValue(2);
    }

    /** G86: A directory that is looked into again counts as used, like a blob that is opened. */
    @Test
    void whatIsLookedIntoAgainStays() throws Exception {
        Digest root = tree(400);
        walk(root);
        reopen();
        List<Digest> all = children(directories().get(root).orElseThrow());
        List<Digest> again = all.subList(0, 100);
        for (Digest child : again) {
            directories().get(child);
        }
        reopen();
        local().cache().evict(150L * ENCODED_LINK, _ -> false);
        assertThat(all.stream().filter(this::isKept)).hasSizeBetween(200, 260);
        assertThat(again.stream().filter(this::isKept)).hasSizeGreaterThanOrEqualTo(95);
    }

    private static List<Digest> children(Directory directory) {
        List<Digest> children = new ArrayList<>();
        for (int i = 0; i < directory.count(); i++) {
            children.add(((DirectoryNode) directory.node(i)).digest());
        }
        return children;
    }

    private boolean isKept(Digest digest) {
        try {
            return local().directories().get(digest).isPresent();
        } catch (CastoreException e) {
            throw new AssertionError(e);
        }
    }
}
