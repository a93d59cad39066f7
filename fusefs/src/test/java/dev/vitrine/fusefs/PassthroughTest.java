package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.view.StoreView;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that the kernel reads out of the store by itself. */
class PassthroughTest {
    private static final MountOptions OPTIONS =
            MountOptions.defaults().withFuse(Fuse.KERNEL).withFiles(FuseFiles.PASSTHROUGH);
    private static final long CACHE_BYTES = 1 << 20;

    @RegisterExtension
    final Mounted mounted = new Mounted(Fuse.KERNEL);

    @RegisterExtension
    final Nobody nobody = new Nobody();

    @TempDir
    Path directory = Path.of("");

    private LocalStore store;
    private Path large = Path.of("");
    private Path small = Path.of("");
    private Mount mount;
    private Path top = Path.of("");

    /** The blob of {@code large} is a file of the store, the one of {@code small} is in its index. */
    @BeforeEach
    void mount() throws Exception {
        store = LocalStore.create(directory.resolve("store"));
        large = Files.write(directory.resolve("large"), Sample.blobB());
        small = Files.writeString(directory.resolve("small"), "small enough for the index");
        putRoot("large", large, false);
        putRoot("again", large, false);
        putRoot("large.exec", large, true);
        putRoot("small", small, false);
        putRoot("empty", Files.createFile(directory.resolve("empty")), false);
        var view = new StoreView(store.blobs(), store.directories(), store.roots(), CACHE_BYTES);
        mount = mounted.open(view, OPTIONS);
        top = mount.mountpoint();
    }

    private void putRoot(String name, Path file, boolean executable) throws Exception {
        byte[] contents = Files.readAllBytes(file);
        FileNode node = new FileNode(store.blobs().put(ByteBuffer.wrap(contents)), contents.length, executable);
        store.roots().put(Sample.name(name), node);
    }

    @AfterEach
    void unmount() throws Exception {
        mount.close();
        store.close();
    }

    /** The store's own file of the large blob. */
    private Path backing() throws Exception {
        try (Stream<Path> all = Files.walk(directory.resolve("store"))) {
            return all.filter(path -> path.toString().contains("/blobs/") && Files.isRegularFile(path))
                    .filter(path -> !path.toString().endsWith(".obao4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean areEqual(Path one, Path other) throws Exception {
        return Program.run("cmp", one, other).exit() == 0;
    }

    private long reads() {
        return mount.requests().getOrDefault("read", 0L);
    }

    private void assertThatNothingStaysOpen() throws Exception {
        Eventually.within(Duration.ofSeconds(5), () -> mount.openHandles() == 0);
    }

    /**
     * F52: Where files are opened rather than kept, the kernel reads those that are one file of the store by itself, and no read reaches
     * us; the others are read through us, and so are all where the kernel refuses that, as it does for users other than root.
     */
    @Test
    void largeFilesAreReadByTheKernel() throws Exception {
        for (String name : new String[] {"large", "again", "large.exec"}) {
            assertThat(areEqual(top.resolve(name), large)).as(name).isTrue();
        }
        assertThat(mount.requests()).containsEntry("open", 3L);
        assertThat(reads()).isZero();
        assertThatNothingStaysOpen();
    }

    @Test
    void smallFilesAreReadThroughUs() throws Exception {
        assertThat(areEqual(top.resolve("small"), small)).isTrue();
        assertThat(areEqual(top.resolve("empty"), Path.of("/dev/null"))).isTrue();
        assertThat(reads()).isPositive();
        assertThatNothingStaysOpen();
    }

    @Test
    void forUsersOtherThanRootAllIsReadThroughUs() throws Exception {
        Path home = nobody.directory("home");
        Path expected = Files.write(nobody.directory("expected").resolve("file"), Sample.blobB());
        try (Conversation tenant = nobody.tenant(home, Fuse.KERNEL, FuseFiles.PASSTHROUGH, false)) {
            assertThat(tenant.hear()).startsWith("mounted ");
            for (long i = 1; i <= 2; i++) {
                assertThat(Nobody.run("cmp", home.resolve("mnt/file"), expected))
                        .isEqualTo(new Program.Result(0, ""));
                tenant.say("open");
                assertThat(tenant.hear()).isEqualTo(String.valueOf(i));
            }
            tenant.say("read");
            assertThat(Integer.parseInt(tenant.hear())).isPositive();
            tenant.say("close");
            tenant.hear();
        }
    }

    @Test
    void manyMayHaveOneFileOpenAndCloseItInAnyOrder() throws Exception {
        String script = """
                import os, random, sys
                top, expected = sys.argv[1], open(sys.argv[2], 'rb').read()
                random.seed(1)
                held = []
                for step in range(600):
                    if random.random() < 0.5 or not held:
                        held.append(os.open(top + random.choice(['/large', '/again', '/large.exec']), os.O_RDONLY))
                    else:
                        os.close(held.pop(random.randrange(len(held))))
                    for fd in held[-2:] + held[:2]:
                        at = random.randrange(len(expected))
                        assert os.pread(fd, 5000, at) == expected[at:at + 5000], step
                print(len(held))
                """;
        assertThat(Integer.parseInt(Program.python(script, top, large).strip())).isPositive();
        assertThat(reads()).isZero();
        assertThatNothingStaysOpen();
    }

    @Test
    void manyProcessesReadItAtOnce() throws Exception {
        String script = "for i in $(seq 40); do for n in large again; do cmp \"$1/$n\" \"$2\" & p+=($!); done; done;"
                + " for i in ${p[@]}; do wait $i; done";
        Program.shell(script, top, large);
        assertThat(reads()).isZero();
        assertThatNothingStaysOpen();
    }

    @Test
    void aFileCanBeMapped() throws Exception {
        String script = """
                import mmap, sys
                for name in ['large', 'small']:
                    f = open(sys.argv[1] + '/' + name, 'rb')
                    m = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)
                    f.close()
                    print(m[:] == open(sys.argv[2] + '/' + name, 'rb').read())
                """;
        assertThat(Program.python(script, top, directory)).isEqualTo("True\nTrue\n");
        assertThatNothingStaysOpen();
    }

    /** F53: A file that is open keeps its bytes when the store loses its blob; it cannot be opened again: EIO. */
    @Test
    void anOpenFileKeepsItsBytes() throws Exception {
        String script = "exec 7< \"$1/large\"; echo open; read; cmp - \"$2\" <&7 && echo equal;"
                + " head -c1 \"$1/again\" 2>&1; exec 7<&-";
        try (Conversation reader = Conversation.with("bash", "-c", script, "bash", top, large)) {
            assertThat(reader.hear()).isEqualTo("open");
            Files.delete(backing());
            reader.say("");
            assertThat(reader.hear()).isEqualTo("equal");
            assertThat(reader.hear()).contains("cannot open").contains("Input/output error");
            assertThat(reader.hear()).isEqualTo("(it has ended)");
        }
        assertThat(reads()).isZero();
        assertThatNothingStaysOpen();
    }

    @Test
    void aBlobThatIsMissingIsNotOpened() throws Exception {
        Files.delete(backing());
        assertThatItIsNotOpened();
    }

    @Test
    void aBlobThatIsTooShortIsNotOpened() throws Exception {
        Path file = backing();
        assertThat(file.toFile().setWritable(true)).isTrue();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(1_044_479);
        }
        assertThatItIsNotOpened();
    }

    private void assertThatItIsNotOpened() throws Exception {
        assertThat(Program.run("stat", "-c", "%s", top.resolve("large")).output())
                .isEqualTo("1044480\n");
        assertThat(Program.run(
                                "python3",
                                "-c",
                                "import os, sys; os.open(sys.argv[1], os.O_RDONLY)",
                                top.resolve("large"))
                        .output())
                .contains("[Errno 5] Input/output error");
        assertThat(areEqual(top.resolve("small"), small)).isTrue();
        assertThatNothingStaysOpen();
    }
}
