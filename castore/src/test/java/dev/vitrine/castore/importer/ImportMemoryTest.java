package dev.vitrine.castore.importer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Command;
import dev.vitrine.castore.model.Node;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportMemoryTest {
    private static final Duration LATER = Duration.ofMinutes(1);

    @TempDir
    private Path temp;

    private RecordingStore store = new RecordingStore();

    /** The clock of the import, which is ahead so that the test's files count as being at rest. */
    private InstantSource clock = () -> Instant.now().plus(LATER);

    @BeforeEach
    void makeTree() throws IOException {
        Files.createDirectories(temp.resolve("tree/sub"));
        Files.writeString(file("a"), "aaa");
        Files.writeString(file("sub/b"), "bb");
        Files.writeString(file("sub/c"), "c");
    }

    private Path file(String name) {
        return temp.resolve("tree").resolve(name);
    }

    private Path memory() {
        return temp.resolve("memory");
    }

    /** What an import made of the tree, and how many bytes it read for it. */
    private record Outcome(Node node, long read, long unchanged) {}

    private Outcome run(ImportOptions options) throws IOException {
        AtomicLong read = new AtomicLong();
        AtomicLong unchanged = new AtomicLong();
        ImportListener listener = new ImportListener() {
            @Override
            public void bytesRead(long count) {
                read.addAndGet(count);
            }

            @Override
            public void unchanged(long size) {
                unchanged.addAndGet(size);
            }
        };
        Node node = new Importer(store.blobs(), store.directories(), options, clock)
                .importTree(temp.resolve("tree"), listener);
        return new Outcome(node, read.get(), unchanged.get());
    }

    private Outcome run() throws IOException {
        return run(ImportOptions.defaults().remembering(memory()));
    }

    /** What an import without memory makes of the tree. */
    private Node truth() throws IOException {
        return new RecordingStore().importer().importTree(temp.resolve("tree"), ImportListener.NONE);
    }

    private void assertReadAgain(long bytes) throws IOException {
        Outcome outcome = run();
        assertThat(outcome.node()).isEqualTo(truth());
        assertThat(outcome.read()).isEqualTo(bytes);
        assertThat(outcome.unchanged()).isEqualTo(allBytes() - bytes);
    }

    private long allBytes() throws IOException {
        try (var files = Files.walk(temp.resolve("tree"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        }
    }

    /** I26: A file that is what it was at the last import of the same path, by inode, size, mode and both its times, is not read again. */
    @Test
    void unchangedFilesAreNotReadAgain() throws IOException {
        assertThat(run()).isEqualTo(new Outcome(truth(), 6, 0));
        assertThat(run()).isEqualTo(new Outcome(truth(), 0, 6));
        assertThat(run()).isEqualTo(new Outcome(truth(), 0, 6));
    }

    @Test
    void anImportWithoutMemoryReadsEverything() throws IOException {
        run();
        assertThat(run(ImportOptions.defaults())).isEqualTo(new Outcome(truth(), 6, 0));
    }

    @Test
    void newAndRemovedFilesAreNoticed() throws IOException {
        run();
        Files.writeString(file("sub/new"), "12345");
        Files.delete(file("sub/b"));
        assertReadAgain(5);
        assertReadAgain(0);
    }

    @Test
    void changedBytesOfTheSameLengthAreNoticed() throws IOException {
        run();
        Files.writeString(file("a"), "AAA");
        assertReadAgain(3);
    }

    @Test
    void changedBytesUnderTheOldTimeOfModificationAreNoticed() throws IOException {
        FileTime modified = Files.getLastModifiedTime(file("a"));
        run();
        Files.writeString(file("a"), "AAA");
        Files.setLastModifiedTime(file("a"), modified);
        assertReadAgain(3);
    }

    @Test
    void aReplacedFileIsNoticed() throws IOException {
        run();
        Path other = Files.writeString(temp.resolve("other"), "AAA");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file("a")));
        Files.move(other, file("a"), StandardCopyOption.REPLACE_EXISTING);
        assertReadAgain(3);
    }

    @Test
    void aChangedModeIsNoticed() throws IOException {
        run();
        Files.setPosixFilePermissions(file("a"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertReadAgain(3);
    }

    @Test
    void aRenamedFileIsReadAgain() throws IOException {
        run();
        Files.move(file("a"), file("sub/a"));
        assertReadAgain(3);
    }

    /** A renamed directory is found by its inode, and rename(2) does not touch what is in it. */
    @Test
    void filesInARenamedDirectoryAreNotReadAgain() throws IOException {
        run();
        Files.move(file("sub"), file("other"));
        assertReadAgain(0);
    }

    /** I27: A file that changed less than two seconds before an import began, or after that, is read by the next one too. */
    @Test
    void aFileThatWasBusyIsReadAgain() throws IOException {
        for (String name : List.of("a", "sub/b", "sub/c")) {
            Files.setLastModifiedTime(file(name), FileTime.fromMillis(1_000_000_000_000L));
        }
        clock = InstantSource.system();
        run();
        assertReadAgain(6);
        clock = () -> Instant.now().minus(LATER);
        run();
        assertReadAgain(6);
    }

    /** I28: What an import remembers may be lost or damaged: files are read then, and a root is always what its tree is. */
    @Test
    void lostMemoryCostsReading() throws IOException {
        run();
        for (Path file : remembered()) {
            Files.delete(file);
        }
        assertReadAgain(6);
        assertReadAgain(0);
    }

    @Test
    void damagedMemoryCostsReading() throws IOException {
        run();
        Path file = remembered().getFirst();
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] damaged = good.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            Outcome outcome = run();
            assertThat(outcome.node()).isEqualTo(truth());
            assertThat(outcome.read()).as("byte %d", i).isPositive();
        }
    }

    @Test
    void memoryThatIsCutOffCostsReading() throws IOException {
        run();
        int length = (int) Files.size(remembered().getFirst());
        for (int cut = 0; cut < length; cut += 7) {
            run();
            try (RandomAccessFile file =
                    new RandomAccessFile(remembered().getFirst().toFile(), "rw")) {
                file.setLength(cut);
            }
            assertReadAgain(6);
        }
    }

    @Test
    void memoryThatCannotBeKeptIsNoReasonToFail() throws IOException {
        Files.writeString(memory(), "in the way");
        assertReadAgain(6);
        assertReadAgain(6);
    }

    @Test
    void anImportThatFailsLeavesTheMemoryAsItWas() throws IOException {
        run();
        Path fifo = file("fifo");
        Command.run("mkfifo", fifo.toString());
        try {
            run();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("fifo");
        }
        Files.delete(fifo);
        assertReadAgain(0);
        assertThat(remembered()).hasSize(1);
    }

    /** I29: A file whose blob the store has lost is read again. */
    @Test
    void filesThatTheStoreLostAreReadAgain() throws IOException {
        run();
        store = new RecordingStore();
        assertReadAgain(6);
    }

    @Test
    void eachSourceHasAMemoryOfItsOwn() throws IOException {
        run();
        Files.createDirectories(temp.resolve("elsewhere"));
        Files.writeString(temp.resolve("elsewhere/f"), "x");
        new Importer(
                        store.blobs(),
                        store.directories(),
                        ImportOptions.defaults().remembering(memory()),
                        clock)
                .importTree(temp.resolve("elsewhere"), ImportListener.NONE);
        assertThat(remembered()).hasSize(2);
        assertReadAgain(0);
    }

    @Test
    void aFileThatIsTheSourceIsRememberedToo() throws IOException {
        Path path = file("a");
        ImportOptions options = ImportOptions.defaults().remembering(memory());
        Importer importer = new Importer(store.blobs(), store.directories(), options, clock);
        AtomicLong unchanged = new AtomicLong();
        ImportListener listener = new ImportListener() {
            @Override
            public void unchanged(long size) {
                unchanged.addAndGet(size);
            }
        };
        Node first = importer.importTree(path, listener);
        assertThat(unchanged).hasValue(0);
        assertThat(importer.importTree(path, listener)).isEqualTo(first);
        assertThat(unchanged).hasValue(3);
    }

    @Test
    void whatWasNotImportedForLongIsForgotten() throws IOException {
        Files.createDirectories(memory());
        Path old = Files.writeString(memory().resolve("old"), "", StandardOpenOption.CREATE_NEW);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(91))));
        run();
        assertThat(old).doesNotExist();
        assertThat(remembered()).hasSize(1);
    }

    private List<Path> remembered() throws IOException {
        try (var files = Files.list(memory())) {
            return files.sorted().toList();
        }
    }
}
