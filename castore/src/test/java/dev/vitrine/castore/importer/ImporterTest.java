package dev.vitrine.castore.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests are those of b3sum and of a protobuf encoder of a few lines in another language. */
final class ImporterTest {
    private static final String SMALL_TREE = "b3:Bf9yZJlTkSbNkvTWKEDRJqB+A/qdLdlVRZ0Wf/wBHcc=";
    private static final String HELLO = "b3:6o8WPbOGgpJeRJHF5Y1Ls1Bu+MFOt4qG6QjFYkpnIA8=";

    @TempDir
    private Path temp;

    private final RecordingStore store = new RecordingStore();

    private Path smallTree() throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree"));
        Files.writeString(tree.resolve("a"), "hello");
        executable(tree.resolve("run"), "rwxr-xr-x");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("a"));
        Files.createDirectories(tree.resolve("sub/empty"));
        Files.writeString(tree.resolve("sub/b"), "nested");
        return tree;
    }

    private static void executable(Path file, String permissions) throws IOException {
        Files.writeString(file, "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void treeBecomesItsDigestAndSize() throws IOException {
        var node = store.importer().importTree(smallTree(), ImportListener.NONE);

        assertThat(node).isEqualTo(new DirectoryNode(Digest.parse(SMALL_TREE), 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "", "sub/..", "./", "sub/../"})
    void directoryMayBeGivenInManyWays(String suffix) throws IOException {
        Path tree = smallTree();

        var node = store.importer().importTree(Path.of(tree + "/" + suffix), ImportListener.NONE);

        assertThat(node).isEqualTo(new DirectoryNode(Digest.parse(SMALL_TREE), 6));
    }

    @Test
    void emptyPathIsTheWorkingDirectory() throws IOException {
        AtomicLong directories = new AtomicLong();
        ImportListener listener = new ImportListener() {
            @Override
            public void planned(ImportPlan plan) {
                directories.set(plan.directories());
                throw new IllegalStateException("seen enough");
            }
        };

        assertThatThrownBy(() -> store.importer().importTree(Path.of(""), listener))
                .hasMessage("seen enough");
        assertThat(directories.get()).isPositive();
    }

    @Test
    void fileMayBeTheRoot() throws IOException {
        var node = store.importer().importTree(smallTree().resolve("a"), ImportListener.NONE);

        assertThat(node).isEqualTo(new FileNode(Digest.parse(HELLO), 5, false));
        assertThat(store.events()).containsExactly("blob", "blobs are durable", "batch is closed");
    }

    /** I3: A symlink is imported as it is, dangling or not, also when it is itself the path that was given. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "no/such/thing", "tree", "."})
    void symlinkMayBeTheRoot(String target) throws IOException {
        Files.createDirectory(temp.resolve("tree"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of(target));

        var node = store.importer().importTree(link, ImportListener.NONE);

        assertThat(node).isEqualTo(new SymlinkNode(SymlinkTarget.of(target)));
    }

    /** I2: An imported file is executable if its owner may execute it, and not otherwise. */
    @ParameterizedTest
    @CsvSource({"rwx------,true", "---x------,true", "rw-r-xr-x,false", "rw-r--r--,false"})
    void ownersBitMakesAnExecutable(String permissions, boolean executable) throws IOException {
        Path file = temp.resolve("file");
        executable(file, permissions.substring(permissions.length() - 9));

        var node = (FileNode) store.importer().importTree(file, ImportListener.NONE);

        assertThat(node.executable()).isEqualTo(executable);
    }

    /** I10: What an import writes becomes durable in this order: blobs, then directories, then the root. */
    @Test
    void rootIsSetLast() throws IOException {
        store.importer().importAs(store.roots(), PathComponent.of("small"), smallTree(), ImportListener.NONE);

        assertThat(store.events())
                .containsExactly(
                        "blob",
                        "blob",
                        "blob",
                        "blobs are durable",
                        "directories are durable",
                        "batch is closed",
                        "root small");
        assertThat(store.roots().get(PathComponent.of("small")))
                .contains(new DirectoryNode(Digest.parse(SMALL_TREE), 6));
    }

    /** I11: A second import of the same tree writes no blob again. */
    @Test
    void secondImportWritesNoBlob() throws IOException {
        Path tree = smallTree();
        var first = store.importer().importTree(tree, ImportListener.NONE);
        int written = store.newBlobs();

        var second = store.importer().importTree(tree, ImportListener.NONE);

        assertThat(second).isEqualTo(first);
        assertThat(written).isEqualTo(3);
        assertThat(store.newBlobs()).isEqualTo(3);
    }

    /** I14: The root name `.castore` is refused. */
    @Test
    void reservedNameIsRefusedBeforeAnythingIsRead() {
        assertThatThrownBy(() -> store.importer()
                        .importAs(
                                store.roots(),
                                PathComponent.of(".castore"),
                                temp.resolve("missing"),
                                ImportListener.NONE))
                .isInstanceOf(Invalid.class)
                .hasMessage("the root name '.castore' is kept for Vitrine itself; give another one with --name");
    }

    @Test
    void listenerHearsTotalsAndThenEachFile() throws IOException {
        Totals totals = new Totals();

        store.importer(ImportOptions.defaults().withThreads(3)).importTree(smallTree(), totals);

        assertThat(totals.plan).isEqualTo(new ImportPlan(3, 3, 1, 21));
        assertThat(totals.files).hasValue(3);
        assertThat(totals.read).hasValue(21);
        assertThat(totals.done).hasValue(21);
    }

    private static final class Totals implements ImportListener {
        @Override
        public boolean wantsBytes() {
            return true;
        }

        private ImportPlan plan = new ImportPlan(0, 0, 0, 0);
        private final AtomicLong files = new AtomicLong();
        private final AtomicLong read = new AtomicLong();
        private final AtomicLong done = new AtomicLong();

        @Override
        public void planned(ImportPlan planned) {
            plan = planned;
        }

        @Override
        public void bytesRead(long count) {
            read.addAndGet(count);
        }

        @Override
        public void fileDone(long size) {
            files.incrementAndGet();
            done.addAndGet(size);
        }
    }
}
