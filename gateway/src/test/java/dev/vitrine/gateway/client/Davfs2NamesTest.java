package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vitrine.castore.TortureTree;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Davfs2NamesTest {
    /** The names of regular files that are not there with the same bytes, as bash would quote them. */
    private static final String MISSED = """
            cd "$1"
            find . -type f -print0 | while IFS= read -r -d '' file; do
                cmp -s "$file" "$2/$file" || printf '%q\\n' "$file"
            done
            """;

    private static final String MANY =
            "mkdir many && cd many && seq -f 'entry %05.0f' 10000 | tr '\\n' '\\0' | xargs -0 touch";

    @TempDir
    private Path home;

    @BeforeEach
    void mayMount() {
        assumeTrue(System.getProperty("user.name").equals("root"), "davfs2 is mounted by root");
    }

    /** K7: davfs2 shows every name as it is, valid text or not, but cannot open a file whose name is text of more than 248 bytes. */
    @Test
    void namesOfAnyBytesAreKept() throws Exception {
        Path tree = TortureTree.create(home.resolve("tree")).root();
        try (ServedTrees served = ServedTrees.start(home.resolve("store")).show("t", tree);
                Davfs2Mount mount = Davfs2Mount.open(home, served.at("t/"))) {
            Outcome missed =
                    Client.shell(home, MISSED, tree, mount.place()).run().succeeded();
            // davfs2 keeps its copy of a file under NAME-XXXXXX, which must not have more than 255 bytes either.
            assertThat(missed.lines()).containsExactly("./" + "n".repeat(255));
            assertThat(served.failures()).isZero();
        }
    }

    @Test
    void aBigDirectoryIsListedWhole() throws Exception {
        Client.shell(home, MANY).run().succeeded();
        try (ServedTrees served = ServedTrees.start(home.resolve("store")).show("many", home.resolve("many"));
                Davfs2Mount mount = Davfs2Mount.open(home, served.address())) {
            Client.shell(home, "diff <(ls many) <(ls \"$1/many\")", mount.place())
                    .run()
                    .succeeded();
        }
    }
}
