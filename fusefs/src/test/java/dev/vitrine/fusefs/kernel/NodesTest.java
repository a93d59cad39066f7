package dev.vitrine.fusefs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Node;
import dev.vitrine.fusefs.Sample;
import dev.vitrine.fusefs.kernel.FakeKernel.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which node the kernel is told of, and that it is known for exactly as long as the kernel may ask about it. */
class NodesTest {
    private static final long YEAR_SECONDS = 31_536_000;
    private static final int ENOENT = -2;
    private static final int ENODATA = -61;
    private static final int ESTALE = -116;

    private final Sample sample = new Sample();
    private WatchedView view;
    private FakeMount mount;

    @BeforeEach
    void mount() throws Exception {
        Node equal = sample.directory("file", sample.file("contents"));
        sample.root(
                "tree",
                sample.directory(
                        "a", equal, "b", equal, "file", sample.file("contents"), "run", sample.executable("contents")));
        view = new WatchedView(sample.view());
        mount = FakeMount.of(view);
    }

    @AfterEach
    void close() {
        view.letGo();
        mount.close();
    }

    @Test
    void equalFilesAreOneNode() {
        assertThat(mount.find("tree", "file")).isEqualTo(mount.find("tree", "a", "file"));
    }

    @Test
    void equalDirectoriesAreTwoNodes() {
        assertThat(mount.find("tree", "a")).isNotEqualTo(mount.find("tree", "b"));
    }

    @Test
    void theSameContentsWithAndWithoutExecutePermissionAreTwoNodes() {
        assertThat(mount.find("tree", "file")).isNotEqualTo(mount.find("tree", "run"));
    }

    @Test
    void aDirectoryThatIsLookedUpTwiceIsOneNode() {
        assertThat(mount.find("tree", "a")).isEqualTo(mount.find("tree", "a"));
    }

    @Test
    void aNodeIsKnownUntilAllThatWasToldIsForgotten() throws Exception {
        long tree = mount.find("tree");
        assertThat(mount.find("tree")).isEqualTo(tree);
        assertThat(mount.find("tree")).isEqualTo(tree);
        mount.forget(tree, 2);
        assertThat(mount.kernel.ask(Opcode.GETATTR, tree, new byte[16]).error()).isZero();
        mount.forget(tree, 1);
        assertThat(mount.nodesWhenSettled(0)).isZero();
        assertThat(mount.kernel.ask(Opcode.GETATTR, tree, new byte[16]).error()).isEqualTo(ESTALE);
    }

    @Test
    void aFileOfTwoNamesIsKnownUntilBothAreForgotten() throws Exception {
        long file = mount.find("tree", "file");
        mount.find("tree", "a", "file");
        mount.forget(file, 1);
        assertThat(mount.kernel.ask(Opcode.GETATTR, file, new byte[16]).error()).isZero();
        mount.kernel.send(
                Opcode.BATCH_FORGET, 0, Body.batch(file, 1, mount.find("tree", "a"), 2, mount.find("tree"), 4));
        assertThat(mount.nodesWhenSettled(0)).isZero();
    }

    @Test
    void aListingWithAttributesTellsOfEachNodeButTheDots() throws Exception {
        long tree = mount.find("tree");
        Map<String, Long> entries = mount.list(tree, true);
        assertThat(entries)
                .containsOnlyKeys(".", "..", "a", "b", "file", "run")
                .containsEntry(".", 0L)
                .containsEntry("..", 0L);
        assertThat(entries.get("a")).isEqualTo(mount.find("tree", "a"));
        assertThat(mount.operations.nodes()).isEqualTo(5);
        mount.forget(tree, 2);
        mount.forget(entries.getOrDefault("a", 0L), 2);
        mount.forget(entries.getOrDefault("b", 0L), 1);
        mount.forget(entries.getOrDefault("file", 0L), 1);
        assertThat(mount.nodesWhenSettled(1)).isEqualTo(1);
        mount.forget(entries.getOrDefault("run", 0L), 1);
        assertThat(mount.nodesWhenSettled(0)).isZero();
    }

    @Test
    void theTopIsNeverForgotten() {
        mount.forget(FakeMount.TOP, Long.MAX_VALUE);
        assertThat(mount.lookUp(FakeMount.TOP, "tree").error()).isZero();
    }

    @Test
    void aLookUpWhoseAnswerDoesNotArriveIsTakenBack() throws Exception {
        mount.cutOffDuring(view, Opcode.LOOKUP, FakeMount.TOP, Body.name("tree"));
        assertThat(mount.edge.requests()).containsEntry("lookup", 1L);
        assertThat(mount.operations.nodes()).isZero();
    }

    @Test
    void aListingWhoseAnswerDoesNotArriveIsTakenBack() throws Exception {
        long tree = mount.find("tree");
        mount.cutOffDuring(view, Opcode.READDIRPLUS, tree, Body.read(0, 0, 4096));
        assertThat(mount.edge.requests()).containsEntry("readdirplus", 1L);
        assertThat(mount.operations.nodes()).as("tree itself").isEqualTo(1);
    }

    /** At the top it may: roots come and go. */
    @Test
    void aNameThatIsNotThereNeverWillBeBelowARoot() {
        Answer below = mount.lookUp(mount.find("tree"), "nothing");
        assertThat(below.error()).isZero();
        assertThat(below.getLong(0)).as("nodeid").isZero();
        assertThat(below.getLong(16)).as("entry_valid").isEqualTo(YEAR_SECONDS);
        assertThat(mount.lookUp(FakeMount.TOP, "nothing").error()).isEqualTo(ENOENT);
    }

    @Test
    void whatIsThereHoldsForAYear() {
        Answer found = mount.lookUp(FakeMount.TOP, "tree");
        assertThat(found.getLong(16)).as("entry_valid").isEqualTo(YEAR_SECONDS);
        assertThat(found.getLong(24)).as("attr_valid").isEqualTo(YEAR_SECONDS);
        assertThat(found.getInt(40 + 60)).as("mode").isEqualTo(0040555);
    }

    @Test
    void aRootThatIsReplacedIsAnotherNodeAndTheOldOneAnswers() throws Exception {
        long old = mount.find("tree");
        sample.root("tree", sample.directory("new", sample.file("")));
        mount.operations.forget(Sample.name("tree"));
        long now = mount.find("tree");
        assertThat(now).isNotEqualTo(old);
        assertThat(mount.list(old, false)).containsOnlyKeys(".", "..", "a", "b", "file", "run");
        assertThat(mount.list(now, false)).containsOnlyKeys(".", "..", "new");
        mount.kernel.send(Opcode.BATCH_FORGET, 0, Body.batch(old, 1, now, 1));
        assertThat(mount.nodesWhenSettled(0)).isZero();
    }

    /** The kernel would not take it for new otherwise, and keep what it knows of what is below. */
    @Test
    void aRootThatIsReplacedAndPutBackIsAnotherNode() throws Exception {
        long old = mount.find("tree");
        mount.operations.forget(Sample.name("tree"));
        long now = mount.find("tree");
        assertThat(now).isNotEqualTo(old);
        mount.forget(old, 1);
        assertThat(mount.nodesWhenSettled(1)).isEqualTo(1);
        assertThat(mount.find("tree")).isEqualTo(now);
    }

    /** ls -l asks two such for each of its lines. */
    @Test
    void anAttributeThatNothingHasIsDeniedWithoutALook() {
        int before = view.calls();
        for (String name : new String[] {"security.selinux", "system.posix_acl_access", "user.tvix.castore.blob", ""}) {
            assertThat(mount.kernel
                            .ask(Opcode.GETXATTR, FakeMount.TOP, Body.getxattr(0, name))
                            .error())
                    .isEqualTo(ENODATA);
            assertThat(mount.kernel
                            .ask(Opcode.GETXATTR, 4711, Body.getxattr(255, name))
                            .error())
                    .isEqualTo(ENODATA);
        }
        assertThat(view.calls()).isEqualTo(before);
    }
}
