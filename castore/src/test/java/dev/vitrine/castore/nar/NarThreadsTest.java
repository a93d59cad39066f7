package dev.vitrine.castore.nar;

import static dev.vitrine.castore.Fixtures.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.nix.NarCalculator;
import dev.vitrine.castore.nix.NarHash;
import dev.vitrine.castore.nix.PathInfos;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class NarThreadsTest {
    private static final Node NODE = symlink("x");
    private static final NarHash HASH = new NarHash(1, PathInfos.octets(32, 1));

    @Test
    void theAnswerComesFromAPlatformThread() throws CastoreException {
        NarCalculator threads = new NarThreads((_, _) -> {
            assertThat(Thread.currentThread().isVirtual()).isFalse();
            return HASH;
        });
        assertThat(threads.calculate(NODE, () -> false)).isEqualTo(HASH);
    }

    @Test
    void whatGoesWrongComesThrough() {
        NarCalculator corrupt = new NarThreads((_, _) -> {
            throw new Corrupt("broken");
        });
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> corrupt.calculate(NODE, () -> false))
                .withMessage("broken");
        NarCalculator wrong = new NarThreads((_, _) -> {
            throw new IllegalArgumentException("wrong");
        });
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> wrong.calculate(NODE, () -> false))
                .withMessage("wrong");
        assertThatExceptionOfType(IllegalStateException.class)
                .as("what the caller stops by")
                .isThrownBy(() -> new NarThreads(NarThreadsTest::endless).calculate(NODE, () -> {
                    throw new IllegalStateException("gone");
                }))
                .withMessage("gone");
    }

    private static NarHash endless(Node node, BooleanSupplier stopped) {
        while (!stopped.getAsBoolean()) {
            Thread.onSpinWait();
        }
        throw new CancellationException("seen");
    }

    @Test
    void whoIsStoppedGoesAndTheCalculationEnds() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        NarCalculator threads = new NarThreads((node, stopped) -> {
            try {
                return endless(node, stopped);
            } finally {
                ended.countDown();
            }
        });
        AtomicInteger asked = new AtomicInteger();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> threads.calculate(NODE, () -> asked.incrementAndGet() == 3));
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** N16: No more NARs are calculated at once than there are processors; who asks for another waits, and may stop waiting. */
    @Test
    void soManyAtOnceAsThereAreProcessors() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        CountDownLatch full = new CountDownLatch(processors);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        NarCalculator threads = new NarThreads((_, _) -> {
            begun.incrementAndGet();
            full.countDown();
            awaitQuietly(go);
            return HASH;
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<NarHash> last = callers.submit(() -> HASH);
            for (int i = 0; i < processors; i++) {
                last = callers.submit(() -> threads.calculate(NODE, () -> false));
            }
            try {
                assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
                AtomicInteger asked = new AtomicInteger();
                assertThatExceptionOfType(CancellationException.class)
                        .isThrownBy(() -> threads.calculate(NODE, () -> asked.incrementAndGet() == 3));
                assertThat(begun).hasValue(processors);
            } finally {
                go.countDown();
            }
            assertThat(last.get()).isEqualTo(HASH);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
