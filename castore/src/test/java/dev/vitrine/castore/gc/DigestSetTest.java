package dev.vitrine.castore.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Fixtures;
import dev.vitrine.castore.model.Digest;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DigestSetTest {
    private final DigestSet set = new DigestSet();

    @Test
    void aHundredThousandDigestsAreKnownAndNoOthers() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(set.add(random(i))).isTrue();
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(set.add(random(i))).isFalse();
            assertThat(set.contains(random(i))).isTrue();
            assertThat(set.contains(random(-1 - i))).isFalse();
        }
        assertThat(set.size()).isEqualTo(100_000);
    }

    @Test
    void theDigestOfZerosIsADigestLikeOthers() {
        assertThat(set.contains(Fixtures.DUMMY_DIGEST)).isFalse();
        assertThat(set.add(Fixtures.DUMMY_DIGEST)).isTrue();
        assertThat(set.add(Fixtures.DUMMY_DIGEST)).isFalse();
        assertThat(set.contains(Fixtures.DUMMY_DIGEST)).isTrue();
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void digestsThatShareThreeOfTheirFourPartsAreTold() {
        for (long i = 1; i <= 1_000; i++) {
            assertThat(set.add(new Digest(i, 0, 0, 0))).isTrue();
            assertThat(set.add(new Digest(0, i, 0, 0))).isTrue();
            assertThat(set.add(new Digest(0, 0, i, 0))).isTrue();
            assertThat(set.add(new Digest(0, 0, 0, i))).isTrue();
        }
        assertThat(set.size()).isEqualTo(4_000);
    }

    private static Digest random(int seed) {
        Random random = new Random(seed);
        return new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
