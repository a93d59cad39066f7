package dev.vitrine.castore.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final int MEBIBYTE = 1 << 20;

    private final VirtualClock clock = new VirtualClock();

    /** Time that passes while somebody sleeps, and not otherwise. */
    private static final class VirtualClock implements Pace.Clock {
        private long now = -17;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void sleep(long nanos) {
            now += nanos;
        }
    }

    private Duration timeFor(Pace pace, int pieces, int bytes) {
        long start = clock.nanos();
        for (int i = 0; i < pieces; i++) {
            pace.await(bytes, () -> false);
        }
        return Duration.ofNanos(clock.nanos() - start);
    }

    /** V20: A verification with a rate reads no more bytes a second than that, over all its threads together. */
    @Test
    void whatComesAfterTheFirstPieceTakesItsTime() {
        Pace pace = new Pace(OptionalLong.of(10 * MEBIBYTE), clock);
        assertThat(timeFor(pace, 101, MEBIBYTE)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void smallPiecesTakeAsLongAsBigOnes() {
        Pace pace = new Pace(OptionalLong.of(1_000), clock);
        assertThat(timeFor(pace, 100_001, 1)).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void timeThatWasNotUsedIsNotMadeUpFor() {
        Pace pace = new Pace(OptionalLong.of(MEBIBYTE), clock);
        clock.sleep(Duration.ofHours(1).toNanos());
        assertThat(timeFor(pace, 11, MEBIBYTE)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void withoutARateNobodyWaits() {
        Pace pace = new Pace(OptionalLong.empty(), clock);
        assertThat(timeFor(pace, 1_000, Integer.MAX_VALUE)).isEqualTo(Duration.ZERO);
    }

    @Test
    void whoWaitsStopsWhenItIsTo() {
        Pace pace = new Pace(OptionalLong.of(1), clock);
        pace.await(MEBIBYTE, () -> false);
        long start = clock.nanos();
        assertThatThrownBy(() -> pace.await(
                        1, () -> clock.nanos() - start > Duration.ofSeconds(1).toNanos()))
                .isInstanceOf(CancellationException.class);
        assertThat(Duration.ofNanos(clock.nanos() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
}
