package dev.vitrine.castore.view;

import static dev.vitrine.castore.view.Museum.name;
import static dev.vitrine.castore.view.Museum.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.root.UnlistedRootNodes;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SubtreeViewTest {
    private static final Entry.Top TOP = new Entry.Top();

    private final Museum museum;
    private final StoreView whole;
    private final SubtreeView tree;

    SubtreeViewTest() throws Exception {
        museum = new Museum();
        whole = museum.view();
        tree = SubtreeView.of(whole, path("tree"));
    }

    private static String names(Listing listing) {
        return String.join(
                " ",
                IntStream.range(0, listing.count())
                        .mapToObj(i -> listing.name(i).toString())
                        .toList());
    }

    /** V18: A view of one directory has that directory's children at its top, those of the present after the root above it has changed, and none while it is not there. */
    @Test
    void theChildrenOfTheDirectoryAreAtTheTop() throws Exception {
        assertThat(names(tree.list(TOP))).isEqualTo("bin hello link");
        assertThat(tree.lookup(CastorePath.TOP)).isEqualTo(TOP);
        assertThat(tree.lookup(path("bin/run"))).isEqualTo(whole.lookup(path("tree/bin/run")));
        assertThat(tree.child(TOP, name("hello"))).contains(whole.lookup(path("tree/hello")));
        assertThat(tree.child(TOP, name("tree"))).isEmpty();

        long before = tree.rootsRevision();
        museum.roots.put(
                name("tree"),
                Museum.node(museum.stored
                        .get(((Entry.Directory) whole.lookup(path("tree/bin")))
                                .node()
                                .digest())
                        .orElseThrow()));
        assertThat(tree.rootsRevision()).isNotEqualTo(before);
        assertThat(names(tree.list(TOP))).isEqualTo("run");
        assertThat(tree.child(TOP, name("hello"))).isEmpty();

        museum.roots.remove(name("tree"));
        assertThat(tree.child(TOP, name("run"))).isEmpty();
        assertThatThrownBy(() -> tree.list(TOP)).isInstanceOf(NotFound.class);
    }

    @Test
    void belowTheTopItIsTheSame() throws Exception {
        Entry.Directory bin = (Entry.Directory) tree.lookup(path("bin"));
        assertThat(names(tree.list(bin))).isEqualTo("run");
        assertThat(tree.child(bin, name("run"))).contains(whole.lookup(path("tree/bin/run")));
        Entry.File hello = (Entry.File) tree.lookup(path("hello"));
        assertThat(tree.blob(hello.node().digest())).contains(hello);
        assertThat(tree.directory(bin.node().digest())).contains(bin);
        assertThat(tree.open(hello).size()).isEqualTo(12);
    }

    @Test
    void onlyADirectoryCanBeATop() {
        assertThatThrownBy(() -> SubtreeView.of(whole, path("tree/hello"))).isInstanceOf(NotADirectory.class);
        assertThatThrownBy(() -> SubtreeView.of(whole, path("tree/link"))).isInstanceOf(NotADirectory.class);
        assertThatThrownBy(() -> SubtreeView.of(whole, path("absent"))).isInstanceOf(NotFound.class);
    }

    @Test
    void aDirectoryCanBeListedWhereTheRootsCannot() throws Exception {
        StoreView unlisted = new StoreView(
                museum.blobs, museum.directories, new UnlistedRootNodes(museum.roots), Museum.CACHE_BYTES);
        assertThat(names(SubtreeView.of(unlisted, path("tree/bin")).list(TOP))).isEqualTo("run");
    }
}
