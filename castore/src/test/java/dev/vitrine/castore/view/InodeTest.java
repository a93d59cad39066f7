package dev.vitrine.castore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import org.junit.jupiter.api.Test;

/** Literal numbers, computed by hand from {@code ((be64(digest[0..8]) >>> 1) & ~3) | kind}. */
final class InodeTest {
    private static final String BLOB_A = "7b7015bb92cf0b318037702a6cdd81dee41224f734684c2c122cd6359cb1ee63";
    private static final String WITH_KEEP = "8b5b5d642b646bb8ed504b0862c39413e87e57491497de7bd075953f7b83810e";

    /** V1: Inode numbers come from content and kind alone, equal on every host and after every restart; the top is 1. */
    @Test
    void numbersComeFromContentAndKind() throws Exception {
        assertThat(new Entry.Top().inode()).isEqualTo(1L);
        assertThat(Entry.of(new FileNode(Digest.parse(BLOB_A), 2, false)).inode())
                .isEqualTo(4447316579711419800L);
        assertThat(Entry.of(new DirectoryNode(Digest.parse(WITH_KEEP), 1)).inode())
                .isEqualTo(5020861239479383518L);
    }

    /** V2: An executable file and its plain twin have different inode numbers, and so do the empty file and the empty directory. */
    @Test
    void theKindKeepsEqualDigestsApart() throws Exception {
        assertThat(Inode.ofFile(Digest.parse(BLOB_A), true)).isEqualTo(4447316579711419801L);
        assertThat(Inode.ofFile(Digest.EMPTY, false)).isEqualTo(6307754022119723216L);
        assertThat(Inode.ofFile(Digest.EMPTY, true)).isEqualTo(6307754022119723217L);
        assertThat(Inode.ofDirectory(Digest.EMPTY)).isEqualTo(6307754022119723218L);
    }

    /** The BLAKE3 of the target begins with 3d7f473218752933. */
    @Test
    void theNumberOfASymlinkIsThatOfItsTarget() throws Exception {
        SymlinkNode symlink = new SymlinkNode(SymlinkTarget.of("/nix/store/somewhereelse"));
        assertThat(Entry.of(symlink).inode()).isEqualTo(2215669419420062875L);
    }

    @Test
    void numbersBelowFourGetBit62() {
        Digest zero = new Digest(0, 0, 0, 0);
        assertThat(Inode.ofFile(zero, false)).isEqualTo(4611686018427387904L);
        assertThat(Inode.ofFile(zero, true)).isEqualTo(4611686018427387905L);
        assertThat(Inode.ofDirectory(zero)).isEqualTo(4611686018427387906L);
        assertThat(Inode.ofSymlink(zero)).isEqualTo(4611686018427387907L);
        assertThat(Inode.ofFile(new Digest(7, -1, -1, -1), false)).isEqualTo(4611686018427387904L);
        assertThat(Inode.ofFile(new Digest(8, -1, -1, -1), false)).isEqualTo(4L);
    }

    @Test
    void everyNumberHas63Bits() {
        assertThat(Inode.ofSymlink(new Digest(-1, -1, -1, -1))).isEqualTo(Long.MAX_VALUE);
    }
}
