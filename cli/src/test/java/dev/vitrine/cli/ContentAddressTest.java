package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.SketchedTrees;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.view.Entry;
import org.junit.jupiter.api.Test;

final class ContentAddressTest {
    private static final String HELLO = "b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=";

    private final SketchedTrees trees = new SketchedTrees();

    @Test
    void aPathStartsAtARoot() throws Exception {
        assertThat(ContentAddress.parse("root/a/b/")).satisfies(address -> {
            assertThat(address.digest()).isEmpty();
            assertThat(address.path()).isEqualTo(CastorePath.parse("root/a/b"));
            assertThat(address).hasToString("root/a/b");
        });
    }

    @Test
    void aDigestMayHaveSlashesItself() throws Exception {
        assertThat(ContentAddress.parse(HELLO)).satisfies(address -> {
            assertThat(address.digest()).contains(Digest.parse(HELLO));
            assertThat(address.path().isTop()).isTrue();
            assertThat(address).hasToString(HELLO);
        });
        assertThat(ContentAddress.parse(HELLO + "/a/b")).satisfies(address -> {
            assertThat(address.digest()).contains(Digest.parse(HELLO));
            assertThat(address.path()).isEqualTo(CastorePath.parse("a/b"));
            assertThat(address).hasToString(HELLO + "/a/b");
            assertThat(new String(address.toByteArray(), UTF_8)).isEqualTo(HELLO + "/a/b");
        });
    }

    @Test
    void whatOnlyBeginsLikeADigestIsAPath() throws Exception {
        assertThat(ContentAddress.parse("b3:short").digest()).isEmpty();
        assertThat(ContentAddress.parse(HELLO + "x").digest()).isEmpty();
        assertThatThrownBy(() -> ContentAddress.parse("b3:" + "?".repeat(44))).isInstanceOf(Invalid.class);
    }

    @Test
    void aDirectoryIsFoundByItsDigestAndWhatIsBelowIt() throws Exception {
        Entry.Directory tree = trees.tree("sub/f=1");
        String digest = tree.node().digest().toString();
        assertThat(ContentAddress.parse(digest).find(trees.view())).isEqualTo(tree);
        assertThat(ContentAddress.parse(digest + "/sub/f").find(trees.view())).isInstanceOf(Entry.File.class);
        assertThatThrownBy(() -> ContentAddress.parse(digest + "/sub/g").find(trees.view()))
                .isInstanceOf(NotFound.class)
                .hasMessage("nothing is at '" + digest + "/sub/g'");
        assertThatThrownBy(() -> ContentAddress.parse(digest + "/sub/f/x").find(trees.view()))
                .isInstanceOf(NotADirectory.class);
    }

    @Test
    void aBlobIsFoundByItsDigest() throws Exception {
        assertThatThrownBy(() -> ContentAddress.parse(HELLO).find(trees.view()))
                .isInstanceOf(NotFound.class)
                .hasMessage("the store has neither a directory nor a blob " + HELLO);
        Entry file = trees.view().list(trees.tree("f=Hello World!")).entry(0);
        assertThat(ContentAddress.parse(HELLO).find(trees.view())).isEqualTo(file);
    }
}
