package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.outboard.ReadCheck;
import dev.vitrine.castore.view.StoreView;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a mount by the kernel's own protocol gives of blobs that are damaged on disk, and when the kernel may read them by itself. */
class VerifiedReadsTest {
    private static final long CACHE_BYTES = 1 << 20;
    private static final int GROUP = 16 << 10;
    private static final int FLIPPED = 41 * GROUP + 99;
    private static final int LARGEST_VERIFIED_AT_ONCE = 256 << 20;

    @RegisterExtension
    final Mounted mounted = new Mounted(Fuse.KERNEL);

    @TempDir
    Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // each test mounts first
    private LocalStore store;

    @SuppressWarnings("NullAway.Init")
    private Mount mount;

    private void mount(ReadCheck check, FuseFiles files) throws Exception {
        store = LocalStore.create(directory.resolve("store"), LocalStoreOptions.DEFAULTS.withReadCheck(check));
        StoreView view = new StoreView(store.blobs(), store.directories(), store.roots(), CACHE_BYTES);
        mount = mounted.open(view, MountOptions.defaults().withFuse(Fuse.KERNEL).withFiles(files));
    }

    @AfterEach
    void unmount() throws Exception {
        mount.close();
        store.close();
    }

    private void putBlobB() throws Exception {
        Digest digest = store.blobs().put(ByteBuffer.wrap(Sample.blobB()));
        store.roots().put(Sample.name("file"), new FileNode(digest, Sample.blobB().length, false));
    }

    private Path blobFile() throws Exception {
        try (Stream<Path> all = Files.walk(directory.resolve("store/blobs"))) {
            return all.filter(path ->
                            Files.isRegularFile(path) && !path.toString().endsWith(".obao4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void flip() throws Exception {
        Files.setPosixFilePermissions(blobFile(), PosixFilePermissions.fromString("rw-------"));
        try (FileChannel file = FileChannel.open(blobFile(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {(byte) (Sample.blobB()[FLIPPED] ^ 1)}), FLIPPED);
        }
    }

    private long reads() {
        return mount.requests().getOrDefault("read", 0L);
    }

    /** Reads the file group by group, and says of each whether it was right, wrong, or an error. */
    private String groups() throws Exception {
        Path expected = Files.write(directory.resolve("expected"), Sample.blobB());
        String script = """
                import errno, os, sys
                fd, expected = os.open(sys.argv[1], os.O_RDONLY), open(sys.argv[2], 'rb').read()
                for at in range(0, len(expected), 16384):
                    try:
                        part = os.pread(fd, 16384, at)
                        print('+' if part == expected[at:at + 16384] else '-', end='')
                    except OSError as e:
                        print('E' if e.errno == errno.EIO else '?', end='')
                """;
        return Program.python(script, mount.mountpoint().resolve("file"), expected);
    }

    /**
     * F55: A bit that was flipped in a blob file is EIO for who reads that part of the file, kept or passed through, and the rest of the file
     * is read.
     */
    @ParameterizedTest
    @EnumSource(FuseFiles.class)
    void aFlippedBitIsEioWhereItIs(FuseFiles files) throws Exception {
        mount(ReadCheck.FIRST_READ, files);
        putBlobB();
        flip();
        int groups = Sample.blobB().length / GROUP + 1;
        assertThat(groups()).isEqualTo("+".repeat(41) + "E" + "+".repeat(groups - 42));
    }

    @ParameterizedTest
    @EnumSource(FuseFiles.class)
    void unverifiedItIsAWrongByte(FuseFiles files) throws Exception {
        mount(ReadCheck.OFF, files);
        putBlobB();
        flip();
        assertThat(groups()).startsWith("+".repeat(41) + "-+").doesNotContain("E");
    }

    /**
     * F56: The kernel reads a blob by itself only once all of it was verified: one of up to 256 MiB when it is opened, a longer one after it was
     * read whole through us; and none where each read is to be verified.
     */
    @Test
    void aLongBlobIsPassedThroughOnceItWasRead() throws Exception {
        mount(ReadCheck.FIRST_READ, FuseFiles.PASSTHROUGH);
        store.roots().put(Sample.name("long"), zeros(LARGEST_VERIFIED_AT_ONCE + 1));
        readWhole("long");
        long reads = reads();
        assertThat(reads).isPositive();
        readWhole("long");
        assertThat(reads()).isEqualTo(reads);
    }

    @Test
    void aShorterOneIsPassedThroughAtOnce() throws Exception {
        mount(ReadCheck.FIRST_READ, FuseFiles.PASSTHROUGH);
        store.roots().put(Sample.name("shorter"), zeros(LARGEST_VERIFIED_AT_ONCE));
        readWhole("shorter");
        assertThat(reads()).isZero();
    }

    @Test
    void whereEachReadIsVerifiedNoneIsPassedThrough() throws Exception {
        mount(ReadCheck.ALWAYS, FuseFiles.PASSTHROUGH);
        putBlobB();
        assertThat(groups()).matches("\\++");
        assertThat(reads()).isPositive();
    }

    private void readWhole(String name) throws Exception {
        Program.shell(
                "cmp -n 300000000 \"$1\" /dev/zero || [ $? = 1 ]",
                mount.mountpoint().resolve(name));
        Eventually.within(Duration.ofSeconds(5), () -> mount.openHandles() == 0);
    }

    private FileNode zeros(int length) throws Exception {
        try (BlobBatch batch = store.blobs().batch();
                BlobWriter writer = batch.create()) {
            for (int left = length; left > 0; left -= Math.min(left, 1 << 20)) {
                writer.write(ByteBuffer.allocate(Math.min(left, 1 << 20)));
            }
            Digest digest = writer.finish();
            batch.commit();
            return new FileNode(digest, length, false);
        }
    }
}
