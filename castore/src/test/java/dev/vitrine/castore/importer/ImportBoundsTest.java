package dev.vitrine.castore.importer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Command;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ImportBoundsTest {
    @TempDir
    private Path temp;

    private final RecordingStore store = new RecordingStore();

    /** JUnit asks for the real path of each thing that it deletes, which takes minutes for the deepest tree here. */
    @AfterEach
    void delete() throws IOException {
        Command.run("rm", "-rf", "--", temp.toString());
    }

    private Path sparse(long size) throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree"));
        try (RandomAccessFile file = new RandomAccessFile(tree.resolve("big").toFile(), "rw")) {
            file.setLength(size);
        }
        return tree;
    }

    /** I15: The memory that an import takes does not depend on the size of a file. */
    @Test
    void fileMayBeLargerThanMemory() throws IOException {
        long size = 5L << 28;
        assertThat(size).isGreaterThan(Runtime.getRuntime().maxMemory());
        AtomicLong read = new AtomicLong();
        ImportListener listener = new ImportListener() {
            @Override
            public void bytesRead(long count) {
                read.addAndGet(count);
            }
        };

        Node node = new Importer(new DiscardingBlobs(), new MemoryDirectoryService(), ImportOptions.defaults())
                .importTree(sparse(size).resolve("big"), listener);

        assertThat(node).isEqualTo(new FileNode(Digest.EMPTY, size, false));
        assertThat(read).hasValue(size);
    }

    /** I17: An import that fails or is interrupted sets no root. */
    @Test
    void interruptEndsTheImportSoon() throws Exception {
        Path tree = sparse(1L << 42);
        CountDownLatch reading = new CountDownLatch(1);
        ImportListener listener = new ImportListener() {
            @Override
            public void bytesRead(long count) {
                reading.countDown();
            }
        };
        Importer importer = new Importer(new DiscardingBlobs(), new MemoryDirectoryService(), ImportOptions.defaults());
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                importer.importAs(store.roots(), PathComponent.of("root"), tree, listener);
            } catch (IOException e) {
                ended.complete(e);
            }
        });

        reading.await();
        thread.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
        assertThat(store.events()).isEmpty();
    }

    /** I16: A tree may be deeper than the longest path that the system takes. */
    @Test
    void pathMayBeLongerThanTheSystemTakes() throws IOException {
        String names = ("/" + "d".repeat(200)).repeat(15);
        Path upper = Path.of(temp.resolve("upper") + names);
        Path lower = temp.resolve("lower");
        Files.createDirectories(upper);
        Files.createDirectories(Path.of(lower + names));
        Files.writeString(Path.of(lower + names + "/leaf"), "hello");
        Files.move(lower, upper.resolve("lower"));

        Node node = store.importer().importTree(temp.resolve("upper"), ImportListener.NONE);

        assertThat(store.stored().items(node)).hasSize(32).last().satisfies(item -> {
            assertThat(item.path().toString()).hasSizeGreaterThan(6000).endsWith("/leaf");
            assertThat(item.latin1()).isEqualTo("hello");
        });
    }

    @Test
    void treeMayBeVeryDeep() throws IOException {
        Path bottom = Files.createDirectories(Path.of(temp + "/top" + "/d".repeat(1900)));
        Files.writeString(bottom.resolve("leaf"), "hello");

        Node node = store.importer().importTree(temp.resolve("top"), ImportListener.NONE);

        assertThat(((DirectoryNode) node).size()).isEqualTo(1901);
    }

    @Test
    void directoryMayBeVeryWide() throws IOException {
        Path wide = Files.createDirectory(temp.resolve("wide"));
        for (int i = 0; i < 2_000; i++) {
            Files.createDirectory(wide.resolve("d" + i));
        }

        Node node = store.importer().importTree(wide, ImportListener.NONE);

        assertThat(((DirectoryNode) node).size()).isEqualTo(2_000);
    }

    @Test
    void noFileStaysOpen() throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree"));
        for (int i = 0; i < 200; i++) {
            Files.writeString(Files.createDirectory(tree.resolve("d" + i)).resolve("f"), "x");
        }
        store.importer().importTree(tree, ImportListener.NONE);

        assertThat(openBelow(tree)).isZero();
    }

    private static long openBelow(Path tree) throws IOException {
        long count = 0;
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).startsWith(tree)) {
                    count++;
                }
            }
        }
        return count;
    }
}
