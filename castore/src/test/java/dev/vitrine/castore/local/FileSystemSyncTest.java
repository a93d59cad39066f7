package dev.vitrine.castore.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That anything is on the disk afterwards is for the tests of a power loss to show. */
final class FileSystemSyncTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"5.8.0", "5.10.0-35-amd64", "6.18", "10.0.1"})
    void newKernelsTellOfFailures(String version) {
        assertThat(FileSystemSync.tellsOfFailures(version)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7.19", "4.19.0", "", "unknown", "5"})
    void ofOthersThatIsNotKnown(String version) {
        assertThat(FileSystemSync.tellsOfFailures(version)).isFalse();
    }

    @Test
    void fewFilesAreSyncedByThemselves() throws IOException {
        try (FileSystemSync sync = FileSystemSync.of(temp)) {
            Path missing = temp.resolve("missing");
            assertThatThrownBy(() -> sync.sync(List.of(missing))).isInstanceOf(NoSuchFileException.class);
            sync.sync(List.of(temp, Files.writeString(temp.resolve("file"), "x")));
        }
    }

    @Test
    void manyFilesAreSyncedAtOnce() throws IOException {
        List<Path> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(temp.resolve("missing" + i));
        }
        try (FileSystemSync sync = FileSystemSync.of(temp)) {
            sync.sync(many);
        }
    }

    @Test
    void aDirectoryThatIsMissingHasNoFileSystem() {
        assertThatThrownBy(() -> FileSystemSync.of(temp.resolve("missing"))).isInstanceOf(IOException.class);
    }
}
