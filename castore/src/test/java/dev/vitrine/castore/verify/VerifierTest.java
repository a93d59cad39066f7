package dev.vitrine.castore.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.root.UnlistedRootNodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class VerifierTest extends SmallStore {
    VerifierTest() throws Exception {}

    @Test
    void aCleanStoreHasNoFindings() throws Exception {
        root("file", hello);
        root("link", new SymlinkNode(SymlinkTarget.of("x")));
        assertThat(verify()).isEqualTo(new Verification(3, 2, 2, 15, 0));
        assertThat(findings).isEmpty();
    }

    @Test
    void aStoreWithoutRootsIsClean() throws Exception {
        roots.remove(PathComponent.of("tree"));
        assertThat(verify()).isEqualTo(new Verification(0, 0, 0, 0, 0));
    }

    /** V15: Verification reads and re-hashes everything that any root reaches, each digest once, and goes on after each problem. */
    @Test
    void eachDigestIsReadOnceHoweverManyNamesItHas() throws Exception {
        root("tree2", treeNode);
        root("hello", hello);
        root("exec", new FileNode(hello.digest(), hello.size(), true));
        assertThat(verify().isClean()).isTrue();
        assertThat(blobs.opened).hasValue(2);
        assertThat(directories.read).hasValue(2);
    }

    @Test
    void everyProblemIsFoundAmongManyBlobs() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            FileNode file = file("file " + i);
            root("file" + i, file);
            if (i % 10 == 0) {
                blobs.breakBlob(file.digest(), Optional::empty);
            }
        }
        assertThat(verify()).isEqualTo(new Verification(1_001, 2, 902, 7_116, 100));
        assertThat(findings).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void aChainOfTenThousandDirectoriesIsWalked() throws Exception {
        DirectoryNode node = subNode;
        for (int i = 0; i < 10_000; i++) {
            node = put(directory(Map.of("d", node)));
        }
        root("deep", node);
        assertThat(verify().directories()).isEqualTo(10_002);
    }

    /** V17: Verification stops when the store cannot be reached, since it could no longer tell what is wrong. */
    @Test
    void itStopsWhenABlobCannotBeReached() {
        blobs.breakBlob(hello.digest(), VerifierTest::unavailable);
        assertThatThrownBy(this::verify).isInstanceOf(Unavailable.class).hasMessage("the disk is away");
    }

    @Test
    void itStopsInTheMiddleOfABlob() throws Exception {
        blobs.breakBlob(ABSENT, () -> Optional.of(new Endless()));
        root("endless", new FileNode(ABSENT, Long.MAX_VALUE, false));
        blobs.breakBlob(hello.digest(), VerifierTest::unavailable);
        assertThatThrownBy(this::verify).isInstanceOf(Unavailable.class);
    }

    @Test
    void itStopsWhenADirectoryCannotBeReached() {
        directories.put(subNode.digest(), VerifierTest::unavailable);
        assertThatThrownBy(this::verify).isInstanceOf(Unavailable.class).hasMessage("the disk is away");
    }

    @Test
    void itStopsWhenTheRootsCannotBeListed() {
        Verifier verifier = new Verifier(blobs, directories, new UnlistedRootNodes(roots), VerifyOptions.of(2));
        assertThatThrownBy(() -> verifier.verify(findings::add)).isInstanceOf(ListingDisabled.class);
    }

    @Test
    void aMistakeInAnotherThreadIsNotSwallowed() {
        blobs.breakBlob(hello.digest(), () -> {
            throw new IllegalStateException("a mistake");
        });
        assertThatThrownBy(this::verify)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a mistake");
    }

    private static <T> Optional<T> unavailable() throws Unavailable {
        throw Unavailable.because("the disk is away", new IOException("gone"));
    }

    /** Zeros without end. */
    private static final class Endless implements BlobReader {
        @Override
        public long size() {
            return Long.MAX_VALUE;
        }

        @Override
        public int read(long position, ByteBuffer target) {
            int length = target.remaining();
            target.put(new byte[length]);
            return length;
        }

        @Override
        public void close() {}
    }
}
