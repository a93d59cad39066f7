package dev.vitrine.castore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * V3: Files have mode 0444, executables and directories 0555, symlinks 0777.
 *
 * <p>V4: Every entry has one link, a directory two.
 *
 * <p>V5: The size of a directory is the number of nodes below it, that of a symlink the length of its target, that of the top 0.
 */
final class AttributesTest {
    private static Attributes attributes(Node node) {
        return Attributes.of(Entry.of(node));
    }

    @Test
    void attributesOfAFile() {
        assertThat(attributes(new FileNode(Digest.EMPTY, 1234, false)))
                .isEqualTo(new Attributes(6307754022119723216L, 0100444, 1234, 1));
    }

    @Test
    void attributesOfAnExecutable() {
        assertThat(attributes(new FileNode(Digest.EMPTY, 0, true)))
                .isEqualTo(new Attributes(6307754022119723217L, 0100555, 0, 1));
    }

    @Test
    void attributesOfADirectory() {
        assertThat(attributes(new DirectoryNode(Digest.EMPTY, 42)))
                .isEqualTo(new Attributes(6307754022119723218L, 0040555, 42, 2));
    }

    @Test
    void attributesOfASymlink() throws Exception {
        assertThat(attributes(new SymlinkNode(SymlinkTarget.of("/nix/store/somewhereelse"))))
                .isEqualTo(new Attributes(2215669419420062875L, 0120777, 24, 1));
    }

    @Test
    void attributesOfTheTop() {
        assertThat(Attributes.of(new Entry.Top())).isEqualTo(new Attributes(1, 0040555, 0, 2));
    }

    /** V6: All three times of every entry are one second after the epoch. */
    @Test
    void timesAreOneSecondAfterTheEpoch() {
        assertThat(Attributes.TIME).isEqualTo(Instant.parse("1970-01-01T00:00:01Z"));
    }

    /** V7: Sizes of 2^63 and more show as 2^63-1, and such a file cannot be opened. */
    @Test
    void hugeSizesAreClamped() {
        assertThat(attributes(new FileNode(Digest.EMPTY, Long.MAX_VALUE, false)).size())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(attributes(new FileNode(Digest.EMPTY, Long.MIN_VALUE, false)).size())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(attributes(new DirectoryNode(Digest.EMPTY, -2L)).size()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "511, 1", "512, 1", "513, 2", "1048576, 2048", "9223372036854775807, 18014398509481984"
    })
    void blocksAre512BytesEachRoundedUp(long size, long blocks) {
        assertThat(attributes(new FileNode(Digest.EMPTY, size, false)).blocks()).isEqualTo(blocks);
    }
}
