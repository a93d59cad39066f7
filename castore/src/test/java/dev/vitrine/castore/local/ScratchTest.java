package dev.vitrine.castore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchTest {
    private static final int TIMES = 500;

    @TempDir
    private Path tmp;

    /** A process that closes the store has removed its owner file already, and is about to remove the directory. */
    @Test
    void aDirectoryThatItsOwnerRemovesMeanwhileIsLeftToIt() throws IOException {
        CompletableFuture<Void> closing = CompletableFuture.runAsync(this::comeAndGo);
        while (!closing.isDone()) {
            Scratch.sweep(tmp);
        }
        closing.join();
        Scratch.sweep(tmp);
        try (Stream<Path> left = Files.list(tmp)) {
            assertThat(left).isEmpty();
        }
    }

    private void comeAndGo() {
        try {
            for (int i = 0; i < TIMES; i++) {
                Path directory = Files.createDirectory(tmp.resolve("directory" + i));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
