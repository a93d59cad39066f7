package dev.vitrine.castore.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a verification moves to quarantine, and what it does not. */
@Timeout(60)
final class VerifierQuarantineTest extends SmallStore {
    private final Ward ward = new Ward();

    VerifierQuarantineTest() throws Exception {}

    /** Takes whatever it is told to, and writes it down. */
    private static final class Ward implements Quarantine {
        private final List<Digest> blobs = new ArrayList<>();
        private final List<Digest> directories = new ArrayList<>();

        @Override
        public synchronized boolean blob(Digest digest) {
            return blobs.add(digest);
        }

        @Override
        public synchronized boolean directory(Digest digest) {
            return directories.add(digest);
        }
    }

    private Verification quarantine() throws CastoreException {
        VerifyOptions options = VerifyOptions.of(2).withQuarantine(ward);
        return new Verifier(blobs, directories, roots, options).verify(findings::add);
    }

    @Test
    void wrongBytesAreMoved() throws CastoreException {
        blobs.replace(hello.digest(), "Hello world!".getBytes(UTF_8));
        quarantine();
        assertThat(ward.blobs).containsExactly(hello.digest());
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.isQuarantined()).isTrue();
            assertThat(finding).asString().endsWith(" (moved to quarantine)");
        });
    }

    @Test
    void aDirectoryThatTheStoreCallsCorruptIsMoved() throws CastoreException {
        directories.put(treeNode.digest(), () -> {
            throw new Corrupt("bad bytes in " + treeNode.digest());
        });
        quarantine();
        assertThat(ward.directories).containsExactly(treeNode.digest());
    }

    @Test
    void whatIsMissingCannotBeMoved() throws CastoreException {
        blobs.breakBlob(odd.digest(), Optional::empty);
        directories.put(subNode.digest(), Optional::empty);
        assertThat(quarantine().findings()).isEqualTo(2);
        assertThat(ward.blobs).isEmpty();
        assertThat(ward.directories).isEmpty();
        assertThat(findings).noneMatch(Finding::isQuarantined);
    }

    @Test
    void aGoodBlobIsNotMovedBecauseOfAWrongNode() throws CastoreException {
        root("wrong", new FileNode(hello.digest(), 77, false));
        assertThat(quarantine().findings()).isEqualTo(1);
        assertThat(ward.blobs).isEmpty();
    }

    @Test
    void nothingIsMovedUnlessToldSo() throws CastoreException {
        blobs.replace(hello.digest(), "Hello world!".getBytes(UTF_8));
        verify();
        assertThat(ward.blobs).isEmpty();
        assertThat(findings).singleElement().asString().doesNotContain("quarantine");
    }
}
