package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an import that is killed. */
final class CrashIT {
    private static final int ROUNDS = 10;
    private static final long SEED = 2026;

    @TempDir
    private Path temp;

    /** C28: After kill -9 during an import every listed root verifies, and the next import succeeds. */
    @Test
    void killedImportsLeaveAGoodStore() throws Exception {
        Random random = new Random(SEED);
        Path store = temp.resolve("store");
        int killed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path tree = tree(random, round);
            Process importer = Program.vitrineCommand(store, "import", tree.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!importer.waitFor(200 + random.nextInt(1_500), TimeUnit.MILLISECONDS)) {
                killed++;
            }
            importer.destroyForcibly().waitFor();
            if (Files.exists(store.resolve("FORMAT"))) {
                Program.vitrine(store, "verify").succeeded();
            }
        }
        assertThat(killed)
                .as("imports that were still at work when they were killed")
                .isPositive();
        Path last = tree(random, ROUNDS);
        Program.vitrine(store, "import", last.toString()).succeeded();
        Program.vitrine(store, "verify").succeeded();
        assertThat(Program.vitrine(store, "roots").succeeded().text()).contains(last.getFileName() + "\t");
    }

    /** A tree with many small files and a few big ones, of bytes that were never seen before. */
    private Path tree(Random random, int round) throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree" + round));
        for (int i = 0; i < 20; i++) {
            Path sub = Files.createDirectory(tree.resolve("sub" + i));
            for (int j = 0; j < 100; j++) {
                Files.write(sub.resolve("file" + j), bytes(random, random.nextInt(4_000)));
            }
            Files.write(sub.resolve("big"), bytes(random, 2_000_000));
        }
        return tree;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
