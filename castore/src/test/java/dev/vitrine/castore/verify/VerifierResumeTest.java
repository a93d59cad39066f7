package dev.vitrine.castore.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Verifications that are stopped, and go on later. */
@Timeout(60)
final class VerifierResumeTest extends SmallStore {
    private static final int FILES = 2_000;

    private final Kept kept = new Kept();
    private final VerifyOptions options = VerifyOptions.of(1).withCheckpoints(kept);
    private final List<Digest> inOrder = new ArrayList<>(List.of(hello.digest(), odd.digest()));

    VerifierResumeTest() throws Exception {
        for (int i = 0; i < FILES; i++) {
            FileNode file = file("file " + i);
            root("file" + i, file);
            inOrder.add(file.digest());
        }
        Collections.sort(inOrder);
    }

    private static final class Kept implements Checkpoints {
        private Optional<Checkpoint> last = Optional.empty();
        private int cleared;

        @Override
        public Optional<Checkpoint> load() {
            return last;
        }

        @Override
        public void save(Checkpoint checkpoint) {
            last = Optional.of(checkpoint);
        }

        @Override
        public void clear() {
            last = Optional.empty();
            cleared++;
        }
    }

    private Verification verify(VerifyOptions how) throws CastoreException {
        blobs.opened.set(0);
        return new Verifier(blobs, directories, roots, how).verify(findings::add);
    }

    private void stopAt(Digest digest) {
        blobs.breakBlob(digest, () -> {
            throw Unavailable.because("the disk is away", new IOException("gone"));
        });
        assertThatThrownBy(() -> verify(options)).isInstanceOf(Unavailable.class);
    }

    /** V19: Verification reads all directories first, and then the blobs in the order of their digests. */
    @Test
    void blobsAreReadInOrder() throws CastoreException {
        List<Digest> opened = new ArrayList<>();
        for (Digest digest : inOrder) {
            blobs.breakBlob(digest, () -> {
                opened.add(digest);
                assertThat(directories.read).hasValue(2);
                return Optional.empty();
            });
        }
        verify(options);
        assertThat(opened).isEqualTo(inOrder);
    }

    /** V21: A verification that is resumed reads only the blobs behind the last checkpoint, and counts those before it too; the end of one forgets it. */
    @Test
    void whatWasReadIsNotReadAgain() throws CastoreException {
        Verification whole = verify(options);
        assertThat(kept.cleared).isEqualTo(1);
        stopAt(inOrder.get(1_500));
        Checkpoint checkpoint = kept.load().orElseThrow();
        assertThat(checkpoint.blobs()).isBetween(1_200L, 1_500L);
        assertThat(checkpoint.last()).isEqualTo(inOrder.get((int) checkpoint.blobs() - 1));

        blobs.mend(inOrder.get(1_500));
        assertThat(verify(options.resumed())).isEqualTo(whole);
        assertThat(blobs.opened).hasValue(FILES + 2 - (int) checkpoint.blobs());
        assertThat(kept.load()).isEmpty();
    }

    @Test
    void findingsBeforeTheCheckpointStillCount() throws CastoreException {
        blobs.breakBlob(inOrder.getFirst(), Optional::empty);
        stopAt(inOrder.get(1_500));
        blobs.mend(inOrder.get(1_500));
        assertThat(findings).hasSize(1);
        Verification resumed = verify(options.resumed());
        assertThat(findings).as("it is not told twice").hasSize(1);
        assertThat(resumed.findings()).isEqualTo(1);
        assertThat(resumed.blobs()).isEqualTo(FILES + 1);
    }

    @Test
    void withoutACheckpointAllIsRead() throws CastoreException {
        verify(options.resumed());
        assertThat(blobs.opened).hasValue(FILES + 2);
    }

    @Test
    void whatIsNotToBeResumedBeginsAnew() throws CastoreException {
        stopAt(inOrder.get(1_500));
        blobs.mend(inOrder.get(1_500));
        verify(options);
        assertThat(blobs.opened).hasValue(FILES + 2);
    }

    @Test
    void severalThreadsCountTheSame() throws CastoreException {
        Verification whole = verify(VerifyOptions.of(4).withCheckpoints(kept));
        assertThat(whole).isEqualTo(verify(options));
        assertThat(whole.blobs()).isEqualTo(FILES + 2);
    }

    @Test
    void aDigestWithTwoSizesIsNeverDivided() throws CastoreException {
        for (int i = 0; i < 300; i++) {
            root("wrong" + i, new FileNode(inOrder.get(1_000), 5_000 + i, false));
        }
        stopAt(inOrder.get(1_500));
        blobs.mend(inOrder.get(1_500));
        assertThat(verify(options.resumed()).findings()).isEqualTo(300);
        assertThat(findings).hasSize(300).doesNotHaveDuplicates();
    }
}
