package dev.vitrine.fusefs.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.fusefs.Sample;
import dev.vitrine.fusefs.kernel.FakeKernel.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Linux 3.15, without zero-message opens: it opens files and directories, and knows nothing that came later. */
class OldKernelTest {
    private static final byte[] INIT = Body.init(16, 7, 23, 0xffff);

    private final Sample sample = new Sample();
    private final WatchedView view = new WatchedView(sample.view());
    private FakeMount mount;

    @BeforeEach
    void mount() throws Exception {
        sample.root("tree", sample.directory("file", sample.file("contents"), "sub", sample.directory()));
        mount = FakeMount.of(view, INIT);
    }

    @AfterEach
    void close() {
        mount.close();
    }

    /**
     * F47: On kernels that speak an older minor version of the FUSE protocol, down to 7.23, the mount works without what they lack; an
     * older one than that is refused with one sentence, and nothing stays mounted.
     */
    @Test
    void filesAreReadByHandle() {
        long file = mount.find("tree", "file");
        Answer open = mount.kernel.ask(Opcode.OPEN, file, Body.open(0));
        assertThat(open.error()).isZero();
        assertThat(open.getLong(0)).as("fh").isPositive();
        assertThat(open.getInt(8)).as("open_flags: FOPEN_KEEP_CACHE").isEqualTo(2);
        assertThat(mount.operations.openHandles()).isEqualTo(1);
        Answer read = mount.kernel.ask(Opcode.READ, file, Body.read(open.getLong(0), 2, 4096));
        assertThat(read.body()).isEqualTo(US_ASCII.encode("ntents"));
        assertThat(mount.kernel
                        .ask(Opcode.RELEASE, file, Body.release(open.getLong(0)))
                        .error())
                .isZero();
        assertThat(mount.operations.openHandles()).isZero();
    }

    @Test
    void eachHandleIsAnother() {
        long file = mount.find("tree", "file");
        long one = mount.kernel.ask(Opcode.OPEN, file, Body.open(0)).getLong(0);
        long two = mount.kernel.ask(Opcode.OPEN, file, Body.open(0)).getLong(0);
        assertThat(one).isNotEqualTo(two);
        mount.kernel.ask(Opcode.RELEASE, file, Body.release(one));
        assertThat(mount.kernel.ask(Opcode.READ, file, Body.read(two, 0, 3)).body())
                .isEqualTo(US_ASCII.encode("con"));
    }

    @Test
    void directoriesAreOpened() {
        assertThat(mount.kernel.ask(Opcode.OPENDIR, FakeMount.TOP, Body.open(0)).error())
                .isZero();
        Answer tree = mount.kernel.ask(Opcode.OPENDIR, mount.find("tree"), Body.open(0));
        assertThat(tree.error()).isZero();
        assertThat(tree.getInt(8))
                .as("open_flags: FOPEN_KEEP_CACHE, FOPEN_CACHE_DIR")
                .isEqualTo(10);
    }

    @Test
    void listingsTellOfNoNodes() {
        assertThat(mount.list(mount.find("tree"), false)).containsOnlyKeys(".", "..", "file", "sub");
        assertThat(mount.operations.nodes()).isEqualTo(1);
    }

    @Test
    void aFileIsClosedWhoseHandleDoesNotArrive() {
        mount.cutOffDuring(view, Opcode.OPEN, mount.find("tree", "file"), Body.open(0));
        assertThat(mount.edge.requests()).containsEntry("open", 1L);
        assertThat(mount.operations.openHandles()).isZero();
    }

    /** Each kernel as its version was released; what it offers, and whether it hears that files and directories need no opening. */
    @ParameterizedTest
    @CsvSource({
        "23, 16, 3ffff, -38, 0",
        "27, 16, 3fffff, -38, 0",
        "31, 16, 7ffffff, -38, -38",
        "36, 64, 37fffffff, -38, -38",
        "40, 64, ff7fffffff, -38, -38",
        "45, 64, 7ffff7fffffff, -38, -38",
    })
    void eachKernelReads(int minor, int size, String offered, int open, int openDirectory) throws Exception {
        try (FakeMount other = FakeMount.of(view, Body.init(size, 7, minor, Long.parseLong(offered, 16)))) {
            long tree = other.find("tree");
            assertThat(other.kernel.ask(Opcode.OPENDIR, tree, Body.open(0)).error())
                    .isEqualTo(openDirectory);
            assertThat(other.list(tree, true)).containsOnlyKeys(".", "..", "file", "sub");
            long file = other.find("tree", "file");
            assertThat(other.kernel.ask(Opcode.OPEN, file, Body.open(0)).error())
                    .isEqualTo(open);
            assertThat(other.kernel
                            .ask(Opcode.READ, file, Body.read(0, 0, 4096))
                            .body())
                    .isEqualTo(US_ASCII.encode("contents"));
        }
    }
}
