package dev.vitrine.castore.importer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Command;
import dev.vitrine.castore.TortureTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TortureImportTest {
    /** By a protobuf encoder of a few lines in another language, and b3sum. */
    private static final String DIGEST = "b3:Sf6z8EsVEJGoctCQOB+4HZzXMGIf7bh3ISJpv7rY8MM=";

    @TempDir
    private Path temp;

    /** I4: Each hard link is imported as a file of its own. */
    @Test
    void everyNameTargetAndByteArrivesAsItIs() throws IOException {
        TortureTree tree = TortureTree.create(temp.resolve("tree"));
        RecordingStore store = new RecordingStore();

        var root = store.importer().importTree(tree.root(), ImportListener.NONE);

        assertThat(store.stored().items(root)).containsExactlyInAnyOrderElementsOf(tree.items());
    }

    @Test
    void digestIsTheSameAsThatOfAnotherImplementation() throws IOException {
        Path root = TortureTree.create(temp.resolve("tree")).root();

        assertThat(ImportedDigest.of(root).digest()).hasToString(DIGEST);
    }

    /** I1: Names and symlink targets are imported byte for byte, whatever the locale. */
    @Test
    void localeDoesNotMatter() throws IOException {
        String root = TortureTree.create(temp.resolve("tree")).root().toString();

        assertThat(Command.java(Map.of("LC_ALL", "POSIX"), ImportedDigest.class, root))
                .isEqualTo(DIGEST + "\n");
        assertThat(Command.java(Map.of("LC_ALL", "C.UTF-8"), ImportedDigest.class, root))
                .isEqualTo(DIGEST + "\n");
    }
}
