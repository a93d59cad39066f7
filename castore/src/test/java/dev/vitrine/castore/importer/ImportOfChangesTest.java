package dev.vitrine.castore.importer;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.PathComponent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I8: A file that changes while it is read ends the import with a sentence that names it. */
final class ImportOfChangesTest {
    @TempDir
    private Path temp;

    private Path file = Path.of("");

    /** Something that is done to the file as its first bytes reach the store. */
    private interface Change {
        void make() throws IOException;
    }

    @BeforeEach
    void makeFile() throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree"));
        file = Files.write(tree.resolve("busy\n"), new byte[1_000_000]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    }

    private void assertNoticed(Change change) {
        AtomicBoolean made = new AtomicBoolean();
        RecordingStore store = new RecordingStore(bytes -> {
            if (made.compareAndSet(false, true)) {
                make(change);
            }
        });

        assertThatThrownBy(() -> store.importer()
                        .importAs(store.roots(), PathComponent.of("root"), temp.resolve("tree"), ImportListener.NONE))
                .isInstanceOf(ImportException.class)
                .hasMessage(
                        "'" + temp + "/tree/busy\\n' changed while it was read; import it again when it is at rest");
        assertThat(made).isTrue();
        assertThat(store.events()).doesNotContain("blobs are durable", "directories are durable", "root root");
    }

    private static void make(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void longerFileIsNoticed() {
        assertNoticed(() -> Files.write(file, new byte[] {1}, APPEND));
    }

    @Test
    void shorterFileIsNoticed() {
        assertNoticed(() -> {
            try (FileChannel channel = FileChannel.open(file, WRITE)) {
                channel.truncate(500_000);
            }
        });
    }

    @Test
    void otherBytesOfTheSameLengthAreNoticed() {
        assertNoticed(() -> {
            try (FileChannel channel = FileChannel.open(file, WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1}), 0);
            }
        });
    }

    @Test
    void otherBytesUnderTheOldTimeAreNoticed() {
        assertNoticed(() -> {
            Files.write(file, new byte[1_000_000]);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        });
    }

    @Test
    void replacedFileIsNoticed() {
        assertNoticed(() -> {
            Path other = Files.write(temp.resolve("other"), new byte[1_000_000]);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        });
    }
}
