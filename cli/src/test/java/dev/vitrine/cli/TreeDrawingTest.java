package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.SketchedTrees;
import dev.vitrine.castore.view.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TreeDrawingTest {
    private static final String HELLO = "b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=";

    private final SketchedTrees trees = new SketchedTrees();

    private List<String> draw(int depth, boolean hasDigests, Entry top) throws IOException {
        List<String> lines = new ArrayList<>();
        new TreeDrawing(trees.view(), depth, hasDigests, lines::add).draw("top", top);
        return lines;
    }

    /** C43: `tree` draws a tree with escaped names, and says at its end how many directories, files and symlinks it drew. */
    @Test
    void branchesShowWhatIsBelowWhat() throws Exception {
        Entry tree = trees.tree("a/b/c=1", "a/d->b/c", "e/", "f/g/h=2", "new\nline=3", "z=4");
        assertThat(draw(Integer.MAX_VALUE, false, tree))
                .containsExactly(
                        "top",
                        "├── a",
                        "│   ├── b",
                        "│   │   └── c",
                        "│   └── d -> b/c",
                        "├── e",
                        "├── f",
                        "│   └── g",
                        "│       └── h",
                        "├── new\\nline",
                        "└── z",
                        "",
                        "5 directories, 4 files, 1 symlink");
    }

    @Test
    void belowTheLastChildThereIsNoTrunk() throws Exception {
        assertThat(draw(Integer.MAX_VALUE, false, trees.tree("a/b/c=1", "a/d=2")))
                .containsExactly(
                        "top",
                        "└── a",
                        "    ├── b",
                        "    │   └── c",
                        "    └── d",
                        "",
                        "2 directories, 2 files, 0 symlinks");
    }

    @Test
    void depthLeavesOutWhatIsFurtherDown() throws Exception {
        Entry tree = trees.tree("a/b/c=1", "d=2");
        assertThat(draw(1, false, tree))
                .containsExactly("top", "├── a", "└── d", "", "1 directory, 1 file, 0 symlinks");
        assertThat(draw(2, false, tree))
                .containsExactly("top", "├── a", "│   └── b", "└── d", "", "2 directories, 1 file, 0 symlinks");
    }

    @Test
    void digestsStandBeforeNames() throws Exception {
        Entry tree = trees.tree("hello=Hello World!", "link->hello");
        assertThat(draw(1, true, tree)).contains("├── [" + HELLO + "] hello", "└── link -> hello");
    }

    @Test
    void whatIsNoDirectoryIsOneLine() throws Exception {
        Entry file = trees.view().list(trees.tree("f=1")).entry(0);
        assertThat(draw(1, false, file)).containsExactly("top", "", "0 directories, 0 files, 0 symlinks");
    }

    @Test
    void depthIsNoLimit() throws Exception {
        assertThat(draw(Integer.MAX_VALUE, false, trees.deep(3_000, "1"))).hasSize(3_004);
    }
}
