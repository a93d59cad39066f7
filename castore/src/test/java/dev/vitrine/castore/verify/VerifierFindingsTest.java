package dev.vitrine.castore.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** V16: Each problem that verification finds is named with a path from a root, the digest and what is wrong. */
@Timeout(60)
final class VerifierFindingsTest extends SmallStore {
    VerifierFindingsTest() throws Exception {}

    private void assertFound(String path, Digest digest, String... words) throws CastoreException {
        assertThat(verify().findings()).isEqualTo(1);
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.path()).hasToString(path);
            assertThat(finding.digest()).isEqualTo(digest);
            assertThat(finding.problem()).contains(digest.toString()).contains(words);
        });
    }

    @Test
    void aFlippedByteIsFound() throws Exception {
        blobs.replace(hello.digest(), "Hello world!".getBytes(UTF_8));
        assertFound("tree/copy/again", hello.digest(), "wrong bytes");
    }

    @Test
    void aShortBlobIsFound() throws Exception {
        blobs.replace(odd.digest(), "od".getBytes(UTF_8));
        assertFound("tree/a\\n", odd.digest(), "has 2 bytes", "says 3");
    }

    @Test
    void aBlobThatEndsBeforeItsSizeIsFound() throws Exception {
        blobs.breakBlob(odd.digest(), () -> Optional.of(new EndsEarly()));
        assertFound("tree/a\\n", odd.digest(), "ends after 0 of its 3 bytes");
    }

    @Test
    void aMissingBlobIsFound() throws Exception {
        blobs.breakBlob(odd.digest(), Optional::empty);
        assertFound("tree/a\\n", odd.digest(), "is missing");
    }

    @Test
    void aBlobThatTheStoreCallsCorruptIsFound() throws Exception {
        blobs.breakBlob(odd.digest(), () -> {
            throw new Corrupt("lost the bytes of " + odd.digest());
        });
        assertFound("tree/a\\n", odd.digest(), "lost the bytes");
    }

    @Test
    void aMissingDirectoryIsFoundAndTheRestIsStillRead() throws Exception {
        directories.put(subNode.digest(), Optional::empty);
        assertThat(verify()).isEqualTo(new Verification(1, 1, 1, 3, 1));
        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem()).contains("is missing"));
    }

    @Test
    void aMissingRootDirectoryIsFound() throws Exception {
        root("gone", new DirectoryNode(ABSENT, 0));
        assertFound("gone", ABSENT, "is missing");
    }

    @Test
    void aDirectoryThatTheStoreCallsCorruptIsFound() throws Exception {
        directories.put(treeNode.digest(), () -> {
            throw new Corrupt("bad bytes in " + treeNode.digest());
        });
        assertFound("tree", treeNode.digest(), "bad bytes");
    }

    @Test
    void anotherDirectoryInItsPlaceIsFound() throws Exception {
        directories.put(treeNode.digest(), () -> Optional.of(sub));
        assertFound("tree", treeNode.digest(), "wrong bytes");
    }

    @Test
    void aWrongDirectorySizeInANodeIsFoundBesideARightOne() throws Exception {
        root("wrong", new DirectoryNode(treeNode.digest(), treeNode.size() + 1));
        assertFound("wrong", treeNode.digest(), "has 9 nodes below it", "says 10");
        assertThat(blobs.opened).hasValue(2);
    }

    @Test
    void aWrongBlobSizeInANodeIsFoundBesideARightOne() throws Exception {
        root("wrong", new FileNode(hello.digest(), -1L, false));
        assertFound("wrong", hello.digest(), "has 12 bytes", "says 18446744073709551615");
    }

    @Test
    void whatLiesBelowAWrongSizeIsStillVerified() throws Exception {
        roots.remove(PathComponent.of("tree"));
        root("wrong", new DirectoryNode(treeNode.digest(), 1));
        blobs.breakBlob(odd.digest(), Optional::empty);
        assertThat(verify().findings()).isEqualTo(2);
        assertThat(findings)
                .extracting(finding -> finding.path().toString())
                .containsExactlyInAnyOrder("wrong", "wrong/a\\n");
    }

    @Test
    void aFindingPrintsItsPathEscaped() throws Exception {
        blobs.breakBlob(odd.digest(), Optional::empty);
        verify();
        assertThat(findings.getFirst()).hasToString("tree/a\\n: blob " + odd.digest() + " is missing");
    }

    /** Says that it has three bytes, and gives none. */
    private static final class EndsEarly implements BlobReader {
        @Override
        public long size() {
            return 3;
        }

        @Override
        public int read(long position, ByteBuffer target) {
            return 0;
        }

        @Override
        public void close() {}
    }
}
