package dev.vitrine.castore.outboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which groups were verified, when many threads say so. */
final class VerifiedGroupsTest {
    private static final long GROUPS = 10_001;

    @Test
    void groupsAreVerifiedOneByOne() {
        VerifiedGroups groups = VerifiedGroups.none(GROUPS);
        for (long group : new long[] {0, 63, 64, 5_000, GROUPS - 1}) {
            assertThat(groups.has(group)).isFalse();
            assertThat(groups.add(group)).isFalse();
            assertThat(groups.has(group)).isTrue();
        }
        assertThat(groups.hasAll(63, 64)).isTrue();
        assertThat(groups.hasAll(62, 64)).isFalse();
        assertThat(groups.hasAll(63, 65)).isFalse();
        assertThat(groups.isComplete()).isFalse();
    }

    @Test
    void oneOfManyThreadsCompletesThem() {
        VerifiedGroups groups = VerifiedGroups.none(GROUPS);
        int weight = groups.weight();
        AtomicInteger completed = new AtomicInteger();
        LongStream.range(0, 3 * GROUPS).parallel().forEach(group -> {
            if (groups.add(group % GROUPS)) {
                completed.incrementAndGet();
            }
        });
        assertThat(completed).hasValue(1);
        assertThat(groups.isComplete()).isTrue();
        assertThat(groups.hasAll(0, GROUPS - 1)).isTrue();
        assertThat(groups.weight()).isLessThan(weight - (int) GROUPS / Long.SIZE);
    }
}
