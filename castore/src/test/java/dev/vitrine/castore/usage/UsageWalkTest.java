package dev.vitrine.castore.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.SketchedTrees;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.view.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UsageWalkTest {
    private final SketchedTrees trees = new SketchedTrees();
    private final List<String> lines = new ArrayList<>();

    private UsageWalk walk(int depth) {
        return new UsageWalk(trees.view(), depth, (path, usage) -> lines.add(line(path.toString(), usage)));
    }

    private static String line(String path, Usage usage) {
        return usage.bytes() + " " + usage.distinctBytes() + " " + usage.entries() + " " + path;
    }

    @Test
    void eachDirectoryIsShownAfterThoseInIt() throws Exception {
        Entry tree = trees.tree("a/x=123", "a/b/y=12345", "c/link->nowhere", "top=1234567");
        assertThat(walk(Integer.MAX_VALUE).measure(tree)).isEqualTo(new Usage(15, 15, 7));
        assertThat(lines).containsExactly("5 5 1 a/b", "8 8 3 a", "0 0 1 c", "15 15 7 ");
    }

    @Test
    void aBlobIsDistinctWhereItIsMetFirst() throws Exception {
        Entry tree = trees.tree("a/x=12345", "b/y=12345", "b/z=123", "c*=123");
        walk(1).measure(tree);
        assertThat(lines).containsExactly("5 5 1 a", "8 3 2 b", "16 8 6 ");
    }

    @Test
    void aSecondTreeHasWhatItDoesNotShareWithTheFirst() throws Exception {
        UsageWalk walk = walk(0);
        walk.measure(trees.tree("old/a=12345", "b=1"));
        walk.measure(trees.tree("moved/a=12345", "b=2"));
        assertThat(lines).containsExactly("6 6 3 ", "6 1 3 ");
    }

    @Test
    void aDirectoryThatIsMetAgainIsShownAgainButNotFetchedForItsSum() throws Exception {
        Entry tree = trees.tree("a/s/x=123", "b/s/x=123");
        walk(1).measure(tree);
        assertThat(lines).containsExactly("3 3 2 a", "3 0 2 b", "6 3 6 ");
        assertThat(trees.fetched).as("the top, a, s and, as it is shown, b").hasSize(4);
    }

    @Test
    void depthZeroShowsTheTreeAlone() throws Exception {
        walk(0).measure(trees.tree("a/b/c=1"));
        assertThat(lines).containsExactly("1 1 3 ");
    }

    @Test
    void whatIsNoDirectoryIsShownToo() throws Exception {
        Entry file = trees.view().list(trees.tree("f=123")).entry(0);
        Entry link = trees.view().list(trees.tree("l->abc")).entry(0);
        walk(0).measure(file);
        walk(0).measure(link);
        assertThat(lines).containsExactly("3 3 0 ", "0 0 0 ");
    }

    @Test
    void equalDirectoriesAreAddedUpOnce() throws Exception {
        assertThat(walk(0).measure(trees.doubled(40, "12345678"))).isEqualTo(new Usage(8L << 40, 8, (3L << 40) - 2));
    }

    @Test
    void aSumThatIsTooLargeStaysAtTheLargestNumber() throws Exception {
        assertThat(walk(0).measure(trees.doubled(61, "12345678"))).satisfies(usage -> {
            assertThat(usage.bytes()).isEqualTo(Long.MAX_VALUE);
            assertThat(usage.distinctBytes()).isEqualTo(8);
        });
        Entry huge = new Entry.File(new FileNode(Digest.EMPTY, -1, false));
        assertThat(walk(0).measure(huge).bytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void depthIsNoLimit() throws Exception {
        assertThat(walk(0).measure(trees.deep(20_000, "1"))).isEqualTo(new Usage(1, 1, 20_001));
    }

    @Test
    void aMissingDirectoryIsCorrupt() {
        Entry missing = new Entry.Directory(new DirectoryNode(Digest.EMPTY, 0));
        assertThatThrownBy(() -> walk(0).measure(missing)).isInstanceOf(CastoreException.Corrupt.class);
    }
}
