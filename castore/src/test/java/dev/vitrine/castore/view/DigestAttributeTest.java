package dev.vitrine.castore.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import org.junit.jupiter.api.Test;

/** V8: The digest of a file or directory is an attribute of it in every window, with the same value in all; symlinks and the top have none. */
final class DigestAttributeTest {
    @Test
    void blobDigestIsNamedForEachWindow() {
        assertThat(DigestAttribute.BLOB.xattr()).isEqualTo("user.tvix.castore.blob.digest");
        assertThat(DigestAttribute.BLOB.header()).isEqualTo("Tvix-Castore-Blob-Digest");
        assertThat(DigestAttribute.BLOB.property()).isEqualTo("blob-digest");
    }

    @Test
    void directoryDigestIsNamedForEachWindow() {
        assertThat(DigestAttribute.DIRECTORY.xattr()).isEqualTo("user.tvix.castore.directory.digest");
        assertThat(DigestAttribute.DIRECTORY.header()).isEqualTo("Tvix-Castore-Directory-Digest");
        assertThat(DigestAttribute.DIRECTORY.property()).isEqualTo("directory-digest");
    }

    @Test
    void propertiesHaveANamespace() {
        assertThat(DigestAttribute.NAMESPACE).isEqualTo("urn:tvix:castore");
    }

    @Test
    void filesHaveABlobDigest() {
        Entry file = Entry.of(new FileNode(new Digest(1, 2, 3, 4), 5, true));
        assertThat(DigestAttribute.of(file)).contains(DigestAttribute.BLOB);
        assertThat(DigestAttribute.digest(file)).contains(new Digest(1, 2, 3, 4));
    }

    @Test
    void directoriesHaveADirectoryDigest() {
        Entry directory = Entry.of(new DirectoryNode(new Digest(1, 2, 3, 4), 5));
        assertThat(DigestAttribute.of(directory)).contains(DigestAttribute.DIRECTORY);
        assertThat(DigestAttribute.digest(directory)).contains(new Digest(1, 2, 3, 4));
    }

    @Test
    void symlinksAndTheTopHaveNone() throws Exception {
        Entry symlink = Entry.of(new SymlinkNode(SymlinkTarget.of("x")));
        assertThat(DigestAttribute.of(symlink)).isEmpty();
        assertThat(DigestAttribute.digest(symlink)).isEmpty();
        assertThat(DigestAttribute.of(new Entry.Top())).isEmpty();
        assertThat(DigestAttribute.digest(new Entry.Top())).isEmpty();
    }
}
