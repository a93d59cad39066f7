package dev.vitrine.castore.view;

import static dev.vitrine.castore.view.Museum.name;
import static dev.vitrine.castore.view.Museum.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.root.UnlistedRootNodes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreViewTest {
    private static final Digest ABSENT = new Digest(1, 2, 3, 4);

    private final Museum museum;
    private final StoreView view;

    StoreViewTest() throws Exception {
        museum = new Museum();
        view = museum.view();
    }

    private Entry.Listable listable(String path) throws Exception {
        return (Entry.Listable) view.lookup(path(path));
    }

    private Entry.File file(String path) throws Exception {
        return (Entry.File) view.lookup(path(path));
    }

    @Test
    void theEmptyPathIsTheTop() throws Exception {
        assertThat(view.lookup(CastorePath.TOP)).isEqualTo(new Entry.Top());
    }

    @Test
    void pathsLeadToEntriesOfEveryKind() throws Exception {
        assertThat(view.lookup(path("tree"))).isInstanceOf(Entry.Directory.class);
        assertThat(view.lookup(path("tree/bin"))).isInstanceOf(Entry.Directory.class);
        assertThat(view.lookup(path("tree/link"))).isInstanceOf(Entry.Symlink.class);
        assertThat(file("tree/bin/run").node().executable()).isTrue();
        assertThat(file("tree/hello").node().digest().hex())
                .isEqualTo("5ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "tree/absent", "tree/bin/absent", "absent/below"})
    void whatIsNotThereIsNotFound(String path) {
        assertThatThrownBy(() -> view.lookup(path(path)))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining(path);
    }

    /** V9: A path through a file or a symlink leads nowhere: symlinks are reported, never followed. */
    @ParameterizedTest
    @ValueSource(strings = {"tree/hello/x", "tree/link/x", "tree/bin/run/x/y"})
    void pathsThroughFilesAndSymlinksAreRefused(String path) {
        assertThatThrownBy(() -> view.lookup(path(path))).isInstanceOf(NotADirectory.class);
    }

    @Test
    void aChildThatIsNotThereIsEmpty() throws Exception {
        assertThat(view.child(new Entry.Top(), name("absent"))).isEmpty();
        assertThat(view.child(listable("tree"), name("absent"))).isEmpty();
        assertThat(view.child(listable("tree"), name("hello"))).contains(view.lookup(path("tree/hello")));
    }

    @Test
    void aFileIsReadAtAnyPosition() throws Exception {
        try (BlobReader reader = view.open(file("tree/hello"))) {
            ByteBuffer target = ByteBuffer.allocate(5);
            assertThat(reader.size()).isEqualTo(12);
            assertThat(reader.read(6, target)).isEqualTo(5);
            assertThat(new String(target.array(), UTF_8)).isEqualTo("World");
        }
    }

    /** V10: A file whose blob is missing or has another length than its node says cannot be opened, and is corrupt. */
    @Test
    void aBlobThatIsNotAsItsNodeSaysIsCorrupt() throws Exception {
        Digest hello = file("tree/hello").node().digest();
        museum.root("missing", new FileNode(ABSENT, 12, false));
        museum.root("shorter", new FileNode(hello, 11, false));
        museum.root("longer", new FileNode(hello, 13, false));
        for (String root : new String[] {"missing", "shorter", "longer"}) {
            Entry.File file = file(root);
            assertThatThrownBy(() -> view.open(file))
                    .isInstanceOf(Corrupt.class)
                    .hasMessageContaining("b3:");
        }
    }

    /** V7: Sizes of 2^63 and more show as 2^63-1, and such a file cannot be opened. */
    @Test
    void aBlobOfImpossibleSizeIsCorrupt() throws Exception {
        museum.root("huge", new FileNode(Digest.EMPTY, -1L, false));
        Entry.File huge = file("huge");
        assertThatThrownBy(() -> view.open(huge))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining("18446744073709551615");
    }

    /** V11: A directory that is missing or has another size than its node says is corrupt, which is not the same as absent. */
    @Test
    void aDirectoryThatIsNotAsItsNodeSaysIsCorrupt() throws Exception {
        DirectoryNode tree = ((Entry.Directory) listable("tree")).node();
        museum.root("missing", new DirectoryNode(ABSENT, 0));
        museum.root("wrong", new DirectoryNode(tree.digest(), tree.size() + 1));
        for (String root : new String[] {"missing", "wrong"}) {
            Entry.Listable directory = listable(root);
            assertThatThrownBy(() -> view.list(directory)).isInstanceOf(Corrupt.class);
            assertThatThrownBy(() -> view.child(directory, name("hello"))).isInstanceOf(Corrupt.class);
            assertThatThrownBy(() -> view.lookup(path(root + "/hello"))).isInstanceOf(Corrupt.class);
        }
    }

    @Test
    void whatNoRootReachesIsFoundByItsDigest() throws Exception {
        FileNode run = file("tree/bin/run").node();
        DirectoryNode bin = ((Entry.Directory) listable("tree/bin")).node();
        museum.roots.remove(name("tree"));
        assertThat(view.blob(run.digest())).contains(new Entry.File(new FileNode(run.digest(), 10, false)));
        assertThat(view.directory(bin.digest())).contains(new Entry.Directory(new DirectoryNode(bin.digest(), 1)));
    }

    @Test
    void aDigestThatTheStoreLacksIsEmpty() throws Exception {
        assertThat(view.blob(ABSENT)).isEmpty();
        assertThat(view.directory(ABSENT)).isEmpty();
        assertThat(view.blob(Digest.EMPTY)).contains(new Entry.File(new FileNode(Digest.EMPTY, 0, false)));
    }

    /** V12: A root is seen by the next lookup after it was added, replaced or removed, and each of these changes the revision. */
    @Test
    void rootsComeGoAndChange() throws Exception {
        long before = view.rootsRevision();
        museum.root("new", museum.file("one", false));
        long added = view.rootsRevision();
        assertThat(file("new").node().size()).isEqualTo(3);
        museum.root("new", museum.file("three", false));
        long replaced = view.rootsRevision();
        assertThat(file("new").node().size()).isEqualTo(5);
        museum.roots.remove(name("new"));
        assertThat(view.child(new Entry.Top(), name("new"))).isEmpty();
        assertThat(new long[] {before, added, replaced, view.rootsRevision()}).doesNotHaveDuplicates();
    }

    /** V13: Roots whose listing is disabled cannot be listed, and are found by name all the same. */
    @Test
    void unlistedRootsAreFoundByName() throws Exception {
        CastoreView unlisted = new StoreView(
                museum.blobs, museum.directories, new UnlistedRootNodes(museum.roots), Museum.CACHE_BYTES);
        assertThatThrownBy(() -> unlisted.list(new Entry.Top())).isInstanceOf(ListingDisabled.class);
        assertThat(unlisted.lookup(path("tree/hello"))).isEqualTo(view.lookup(path("tree/hello")));
        assertThat(unlisted.list((Entry.Listable) unlisted.lookup(path("tree"))).count())
                .isEqualTo(3);
        assertThat(unlisted.rootsRevision()).isEqualTo(view.rootsRevision());
    }
}
