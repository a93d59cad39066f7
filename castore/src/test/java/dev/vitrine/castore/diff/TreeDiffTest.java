package dev.vitrine.castore.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.SketchedTrees;
import dev.vitrine.castore.diff.Difference.Added;
import dev.vitrine.castore.diff.Difference.Changed;
import dev.vitrine.castore.diff.Difference.Removed;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.view.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TreeDiffTest {
    private final SketchedTrees trees = new SketchedTrees();

    private List<String> diff(boolean expands, Entry before, Entry after) throws IOException {
        List<String> lines = new ArrayList<>();
        new TreeDiff(trees.view(), expands, difference -> lines.add(words(difference))).compare(before, after);
        return lines;
    }

    private List<String> diff(Entry before, Entry after) throws IOException {
        return diff(false, before, after);
    }

    private static String words(Difference difference) {
        String what = switch (difference) {
            case Added _ -> "ADDED";
            case Removed _ -> "REMOVED";
            case Changed changed -> changed.aspect().name();
        };
        return what + " " + difference.path();
    }

    @Test
    void eachDifferenceIsSaidOnceInByteOrder() throws Exception {
        Entry before = trees.tree("same=1", "gone=2", "sub/deep/text=old", "sub/deep/run*=3", "link->a", "Z=4", "k=5");
        Entry after = trees.tree("same=1", "new=2", "sub/deep/text=new", "sub/deep/run=3", "link->b", "Z=4", "k/x=5");
        assertThat(diff(before, after))
                .containsExactly(
                        "REMOVED gone",
                        "KIND k",
                        "CONTENTS link",
                        "ADDED new",
                        "EXECUTABLE sub/deep/run",
                        "CONTENTS sub/deep/text");
        assertThat(diff(after, before))
                .containsExactly(
                        "ADDED gone",
                        "KIND k",
                        "CONTENTS link",
                        "REMOVED new",
                        "EXECUTABLE sub/deep/run",
                        "CONTENTS sub/deep/text");
    }

    @Test
    void equalTreesDoNotDiffer() throws Exception {
        assertThat(diff(trees.tree("a/b=1"), trees.tree("a/b=1"))).isEmpty();
        assertThat(trees.fetched).isEmpty();
    }

    /** C44: `diff` looks into no directory that both trees have with one digest. */
    @Test
    void equalDirectoriesAreNotLookedInto() throws Exception {
        Entry before = trees.tree("big/a/x=1", "big/b/y=2", "other/z=3");
        Entry after = trees.tree("big/a/x=1", "big/b/y=2", "other/z=4");
        assertThat(diff(before, after)).containsExactly("CONTENTS other/z");
        assertThat(trees.fetched).as("the two tops and the two others").hasSize(4);
    }

    @Test
    void aDirectoryThatOneTreeLacksIsOneDifference() throws Exception {
        Entry before = trees.tree("keep=1", "old/a/b=1", "turned=file");
        Entry after = trees.tree("keep=1", "new/c/d=1", "turned/e=1");
        assertThat(diff(before, after)).containsExactly("ADDED new", "REMOVED old", "KIND turned");
    }

    @Test
    void whatLiesBelowIsShownOnDemand() throws Exception {
        Entry before = trees.tree("keep=1", "old/a/b=1", "turned=file");
        Entry after = trees.tree("keep=1", "new/c/d=1", "turned/e=1");
        assertThat(diff(true, before, after))
                .containsExactly(
                        "ADDED new",
                        "ADDED new/c",
                        "ADDED new/c/d",
                        "REMOVED old",
                        "REMOVED old/a",
                        "REMOVED old/a/b",
                        "KIND turned",
                        "ADDED turned/e");
    }

    @Test
    void thingsThatAreNoDirectoriesAreComparedThemselves() throws Exception {
        Entry file = trees.view().list(trees.tree("f=1")).entry(0);
        Entry other = trees.view().list(trees.tree("f=2")).entry(0);
        Entry executable = trees.view().list(trees.tree("f*=1")).entry(0);
        assertThat(diff(file, file)).isEmpty();
        assertThat(diff(file, other)).containsExactly("CONTENTS ");
        assertThat(diff(file, executable)).containsExactly("EXECUTABLE ");
        assertThat(diff(other, executable)).containsExactly("CONTENTS ");
        assertThat(diff(file, trees.tree())).containsExactly("KIND ");
        assertThat(diff(true, file, trees.tree("x=1"))).containsExactly("KIND ", "ADDED x");
    }

    @Test
    void namesThatBeginAlikeAreToldApart() throws Exception {
        assertThat(diff(trees.tree("a=1", "a.b=1", "ab=1"), trees.tree("a=1", "a0/b=1", "ab=1")))
                .containsExactly("REMOVED a.b", "ADDED a0");
    }

    @Test
    void depthIsNoLimit() throws Exception {
        Entry before = trees.deep(20_000, "old");
        Entry after = trees.deep(20_000, "new");
        List<String> lines = diff(before, after);
        assertThat(lines).singleElement().asString().startsWith("CONTENTS d/d/").endsWith("/d/f");
        assertThat(diff(true, trees.tree(), trees.deep(1_000, "new"))).hasSize(1_001);
    }

    @Test
    void treesWithManyEqualDirectoriesCostTheDistinctOnes() throws Exception {
        assertThat(diff(trees.doubled(60, "same"), trees.doubled(60, "same"))).isEmpty();
    }

    @Test
    void aMissingDirectoryIsCorrupt() throws Exception {
        Entry present = trees.tree("a=1");
        Entry missing = new Entry.Directory(new DirectoryNode(
                ((Entry.File) trees.view().list(trees.tree("f=no directory")).entry(0))
                        .node()
                        .digest(),
                1));
        assertThatThrownBy(() -> diff(present, missing))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining("is referred to but not there");
    }

    /** The cost of a difference is that of its siblings: the directories on the way to it, and not the files of the rest. */
    @Test
    void aDifferenceInALargeTreeFetchesTheWayToItAlone() throws Exception {
        String[] lines = IntStream.range(0, 2_000)
                .mapToObj(i -> "d" + i / 100 + "/f" + i + "=" + i)
                .toArray(String[]::new);
        Entry before = trees.tree(lines);
        lines[1234] = "d12/f1234=other";
        Entry after = trees.tree(lines);
        assertThat(diff(before, after)).containsExactly("CONTENTS d12/f1234");
        assertThat(trees.fetched).hasSize(4);
    }
}
