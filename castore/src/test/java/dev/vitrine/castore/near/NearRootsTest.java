package dev.vitrine.castore.near;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NearRootsTest extends WithNearStore {
    private static final Node FILE = new FileNode(HELLOWORLD.digest(), 12, false);
    private static final Node OTHER = new FileNode(BLOB_A.digest(), 2, false);

    NearRootsTest() {
        super(NearOptions.DEFAULTS);
    }

    private Optional<Node> root(String name) throws CastoreException {
        return near().roots().get(name(name));
    }

    /** G57: A root that comes, changes or goes in the far store does so here within a second. */
    @Test
    void aRootThatChangesFarAwayChangesHereWithinASecond() throws Exception {
        far.roots.put(name("a"), FILE);
        assertThat(root("a")).contains(FILE);
        assertThat(root("b")).isEmpty();
        far.roots.put(name("a"), OTHER);
        far.roots.put(name("b"), FILE);
        awaitRevision(3);
        assertThat(root("a")).contains(OTHER);
        assertThat(root("b")).contains(FILE);
        far.roots.remove(name("a"));
        awaitRevision(4);
        assertThat(root("a")).isEmpty();
        assertThat(near().roots().list()).containsOnlyKeys(name("b"));
    }

    private void awaitRevision(long least) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (near().roots().revision() < least) {
            assertThat(System.nanoTime()).as("time to hear of a change").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void theAnswerHoldsWhileTheRevisionDoes() throws Exception {
        far.roots.put(name("a"), FILE);
        for (int i = 0; i < 100; i++) {
            assertThat(root("a")).contains(FILE);
            assertThat(root("b")).isEmpty();
        }
        assertThat(far.rootCalls).hasValue(2);
    }

    /** G58: While the far store is down, its roots are what they last were, also after a restart. */
    @Test
    void rootsAreWhatTheyLastWereWhileTheFarStoreIsDown() throws Exception {
        far.roots.put(name("a"), FILE);
        far.roots.put(name("b"), OTHER);
        assertThat(near().roots().list()).hasSize(2);
        far.isDown = true;
        assertThat(root("a")).contains(FILE);
        reopen();
        assertThat(root("a")).contains(FILE);
        assertThat(near().roots().list()).hasSize(2);
        assertThatThrownBy(() -> root("c")).isInstanceOf(Unavailable.class);
    }

    /** G59: A far store that stalls holds up nobody who asks for what is here. */
    @Test
    void aFarStoreThatStallsHoldsUpNobodyWhoAsksForWhatIsHere() throws Exception {
        far.roots.put(name("a"), FILE);
        far.blobs.put(HELLOWORLD.buffer());
        root("a");
        near().blobs().open(HELLOWORLD.digest()).orElseThrow().close();
        far.millis = 10_000;
        Thread.sleep(NearOptions.DEFAULTS.absence());
        long start = System.nanoTime();
        assertThat(root("a")).contains(FILE);
        near().roots().revision();
        near().blobs().open(HELLOWORLD.digest()).orElseThrow().close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        reopen();
        long again = System.nanoTime();
        assertThat(root("a")).contains(FILE);
        assertThat(Duration.ofNanos(System.nanoTime() - again)).isLessThan(Duration.ofSeconds(3));
    }
}
