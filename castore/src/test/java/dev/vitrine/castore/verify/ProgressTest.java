package dev.vitrine.castore.verify;

import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.directory.Place;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.verify.Progress.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Into which parts blobs are divided, and how far they say that a verification has come. */
final class ProgressTest {
    private static final Place PLACE = Place.root(name("root"));

    private final List<Checkpoint> saved = new ArrayList<>();

    private final class Recorded implements Checkpoints {
        @Override
        public Optional<Checkpoint> load() {
            return Optional.empty();
        }

        @Override
        public void save(Checkpoint checkpoint) {
            saved.add(checkpoint);
        }

        @Override
        public void clear() {}
    }

    private static Met met(int digest, long size) {
        return new Met(new Claim(new Digest(digest, 0, 0, 0), size), PLACE);
    }

    @Test
    void partsHoldAllInOrder() {
        List<Met> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(met(i, 1));
        }
        List<Part> parts = Part.of(all);
        assertThat(parts.stream().flatMap(part -> part.blobs().stream())).containsExactlyElementsOf(all);
        assertThat(parts).hasSize(16);
        assertThat(Part.of(List.of())).isEmpty();
    }

    @Test
    void bigBlobsAreAlone() {
        assertThat(Part.of(List.of(met(1, 5), met(2, 1L << 40), met(3, -1), met(4, 5), met(5, 5))))
                .extracting(part -> part.blobs().size())
                .containsExactly(1, 1, 1, 2);
    }

    @Test
    void oneDigestIsInOnePart() {
        List<Met> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(met(i < 50 ? i : 50, i));
        }
        all.add(met(51, 1));
        assertThat(Part.of(all))
                .extracting(Part::last)
                .containsExactly(new Digest(50, 0, 0, 0), new Digest(51, 0, 0, 0));
    }

    @Test
    void aPartThatIsDoneEarlyWaitsForThoseBeforeIt() throws CastoreException {
        List<Part> parts = Part.of(List.of(met(1, 1L << 40), met(2, 1L << 40), met(3, 1L << 40)));
        Progress progress = new Progress(new Recorded(), parts, new Count(10, 10, 10));
        progress.done(1, new Count(1, 5, 0));
        progress.save();
        assertThat(saved).isEmpty();
        progress.done(0, new Count(1, 7, 2));
        progress.save();
        progress.save();
        assertThat(saved).containsExactly(new Checkpoint(new Digest(2, 0, 0, 0), 12, 22, 12));
        progress.done(2, new Count(0, 0, 1));
        assertThat(progress.count()).isEqualTo(new Count(12, 22, 13));
    }
}
