package dev.vitrine.castore.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vitrine.castore.Command;
import dev.vitrine.castore.TortureTree.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImportSkipTest {
    @TempDir
    private Path temp;

    private Path tree = Path.of("");
    private final RecordingStore store = new RecordingStore();
    private final List<String> skipped = new ArrayList<>();
    private final ImportListener listener = new ImportListener() {
        @Override
        public void skipped(String path, SkipReason reason) {
            skipped.add(reason + " " + path);
        }
    };

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(temp.resolve("tree"));
        Files.writeString(tree.resolve("kept"), "kept");
        Files.createDirectories(tree.resolve("home/store"));
        Files.writeString(tree.resolve("home/store/data"), "not to be seen");
        Files.createDirectories(tree.resolve("other/store"));
    }

    private List<String> names(Path source, Path... skips) throws IOException {
        var node = store.importer(ImportOptions.defaults().skipping(List.of(skips)))
                .importTree(source, listener);
        return store.stored().items(node).stream()
                .map(Item::path)
                .map(Object::toString)
                .toList();
    }

    /** I6: What an import is told to skip is left out without being opened, whatever it is, and whether or not it existed at the start. */
    @Test
    void skippedDirectoryIsLeftOut() throws IOException {
        assertThat(names(tree, tree.resolve("home/store"))).containsExactly("home", "kept", "other", "other/store");
        assertThat(skipped).containsExactly("ASKED " + tree + "/home/store");
    }

    @Test
    void skippedFifoIsNotEvenRefused() throws IOException {
        Command.run("mkfifo", tree.resolve("home/fifo").toString());

        assertThat(names(tree, tree.resolve("home/fifo"))).doesNotContain("home/fifo");
    }

    @Test
    void skippedPathMayComeLater() throws IOException {
        Path later = tree.resolve("home/mnt/deep");
        ImportListener arriving = new ImportListener() {
            @Override
            public void planned(ImportPlan plan) {
                try {
                    Files.createDirectories(later);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        var node = store.importer(ImportOptions.defaults().skipping(List.of(later)))
                .importTree(tree, arriving);

        assertThat(store.stored().items(node))
                .extracting(item -> item.path().toString())
                .contains("home/mnt")
                .doesNotContain("home/mnt/deep");
    }

    @Test
    void skippedPathMayBeGivenThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), tree.resolve("home"));

        assertThat(names(tree, link.resolve("store"))).containsExactly("home", "kept", "other", "other/store");
    }

    @Test
    void sourceMayBeGivenThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), tree);

        assertThat(names(link.resolve("home"), tree.resolve("home/store"))).isEmpty();
    }

    @Test
    void skippingTheSourceItselfIsAnError() {
        assertThatThrownBy(() -> names(tree, tree))
                .isInstanceOf(ImportException.class)
                .hasMessage("'" + tree + "' cannot be imported: it is to be skipped");
        assertThat(store.events()).isEmpty();
    }

    @Test
    void skippedDirectoryIsKnownByAnotherPathToo() throws IOException {
        Path other = tree.resolve("other/store");
        mount("--bind", tree.resolve("home/store").toString(), other.toString());
        try {
            assertThat(names(tree, tree.resolve("home/store"))).containsExactly("home", "kept", "other");
        } finally {
            Command.run("umount", other.toString());
        }
    }

    /** I5: A directory on another file system than the path that was given is imported as an empty directory. */
    @Test
    void otherFileSystemIsNotEntered() throws IOException {
        Path other = tree.resolve("other/store");
        mount("-t", "tmpfs", "tmpfs", other.toString());
        try {
            Files.writeString(other.resolve("far"), "away");

            assertThat(names(tree, tree.resolve("home"))).containsExactly("kept", "other", "other/store");
            assertThat(skipped).containsExactlyInAnyOrder("ASKED " + tree + "/home", "OTHER_FILE_SYSTEM " + other);
        } finally {
            Command.run("umount", other.toString());
        }
    }

    /** I18: A mount in the tree whose server does not answer does not hold up an import. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mountThatHangsDoesNotMatter(boolean skip) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root mounts without a helper");
        Path hung = tree.resolve("other/store");
        Files.createSymbolicLink(tree.resolve("link"), hung);
        try (HungMount _ = new HungMount(hung)) {
            CompletableFuture<List<String>> names = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    names.complete(names(tree, skip ? hung : tree.resolve("absent")));
                } catch (IOException e) {
                    names.completeExceptionally(e);
                }
            });

            assertThat(names.get(20, TimeUnit.SECONDS)).contains("kept", "link", "other");
            assertThat(skipped).containsExactly((skip ? "ASKED " : "OTHER_FILE_SYSTEM ") + hung);
        }
    }

    private static void mount(String... arguments) {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        try {
            Command.run(command.toArray(String[]::new));
        } catch (IOException e) {
            assumeTrue(false, "only root may mount: " + e.getMessage());
        }
    }
}
