package dev.vitrine.castore.view;

import static dev.vitrine.castore.view.Museum.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DirectoryCacheTest {
    private final Museum museum;

    DirectoryCacheTest() throws Exception {
        museum = new Museum();
    }

    @Test
    void aDirectoryIsFetchedOnceForAllPathsThroughIt() throws Exception {
        StoreView view = museum.view();
        view.lookup(path("tree/hello"));
        view.lookup(path("tree/link"));
        view.list((Entry.Listable) view.lookup(path("tree")));
        assertThat(museum.fetched).hasValue(1);
    }

    @Test
    void equalDirectoriesUnderDifferentNamesShareOneCopy() throws Exception {
        StoreView view = museum.view();
        museum.root("copy", ((Entry.Directory) view.lookup(path("tree"))).node());
        view.lookup(path("tree/bin/run"));
        view.lookup(path("copy/bin/run"));
        assertThat(museum.fetched).hasValue(2);
    }

    @Test
    void whatIsMissingIsAskedForAgain() throws Exception {
        StoreView view = museum.view();
        Directory late = wide(1);
        museum.root("late", Museum.node(late));
        assertThatThrownBy(() -> view.lookup(path("late/x"))).isInstanceOf(Corrupt.class);
        museum.stored.put(late);
        assertThat(view.list((Entry.Listable) view.lookup(path("late"))).count())
                .isEqualTo(100);
    }

    @Test
    void aWrongSizeIsFoundInTheCacheToo() throws Exception {
        DirectoryCache cache = new DirectoryCache(museum.directories, Museum.CACHE_BYTES);
        Digest digest = museum.stored.put(wide(1));
        assertThat(cache.get(new DirectoryNode(digest, 100)).count()).isEqualTo(100);
        assertThatThrownBy(() -> cache.get(new DirectoryNode(digest, 99))).isInstanceOf(Corrupt.class);
        assertThat(museum.fetched).hasValue(1);
    }

    @Test
    void theCacheHoldsNoMoreThanItsBytes() throws Exception {
        List<DirectoryNode> nodes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Directory directory = wide(i);
            museum.stored.put(directory);
            nodes.add(Museum.node(directory));
        }
        long room = 20 * wide(0).weight();
        DirectoryCache cache = new DirectoryCache(museum.directories, room);
        for (DirectoryNode node : nodes) {
            cache.get(node);
        }
        assertThat(museum.fetched).hasValue(200);
        for (DirectoryNode node : nodes) {
            cache.get(node);
        }
        assertThat(museum.fetched.get()).isBetween(200 + 180, 400);
    }

    /** A directory of a hundred symlinks, all of one weight. */
    private static Directory wide(int number) throws Exception {
        Directory.Builder directory = Directory.builder();
        for (int i = 100; i < 200; i++) {
            directory.add(
                    PathComponent.of("name" + i), new SymlinkNode(SymlinkTarget.of(String.format("%04d", number))));
        }
        return directory.build();
    }
}
