package dev.vitrine.castore.grpc.server;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.gc.GcOptions;
import dev.vitrine.castore.grpc.server.Keeper.Kept;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.FileNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeepingTest {
    private static final GcOptions AT_ONCE = GcOptions.sparing(Duration.ZERO);
    private static final String PUT_HELLO = "0a0c48656c6c6f20576f726c6421";
    private static final String HELLO_ROOT =
            "0a02686912281226" + "12205ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c180c2001";

    @TempDir
    private Path temporary;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger held = new AtomicInteger();

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    private Keeping keeping(Duration pause) {
        Keeper keeper = () -> {
            held.incrementAndGet();
            return held::decrementAndGet;
        };
        return new Keeping(keeper, clock, pause);
    }

    /**
     * G24: What clients put is kept from collections of garbage, whatever their grace, from the first Put until ten minutes after the last; a client
     * that pauses longer has the grace, and finds out by RootService when something is gone.
     */
    @Test
    void collectionsSpareWhatWasPutAMomentAgo() throws Exception {
        try (LocalStore store = LocalStore.create(temporary.resolve("store"))) {
            try (Serving serving = Serving.of(Serving.castore(store), Serving.LOOPBACK)) {
                serving.client().send("tvix.castore.v1.BlobService/Put", PUT_HELLO);
                store.collectGarbage(AT_ONCE);
                store.collectGarbage(AT_ONCE);
                assertThat(store.blobs().open(HELLOWORLD.digest())).isPresent();
                assertThat(Keeping.PAUSE).isEqualTo(Duration.ofMinutes(10));
                serving.client().ask("vitrine.castore.v1.RootService/Put", HELLO_ROOT);
                store.blobs().put(BLOB_A.buffer());
            }
            store.collectGarbage(AT_ONCE);
            assertThat(store.blobs().open(HELLOWORLD.digest())).isPresent();
            assertThat(store.blobs().open(BLOB_A.digest()))
                    .as("nothing is kept after the end")
                    .isEmpty();
            assertThat(store.roots().get(name("hi"))).contains(new FileNode(HELLOWORLD.digest(), 12, true));
        }
    }

    @Test
    void pausesAreBridged() throws Exception {
        try (Keeping keeping = keeping(Duration.ofMinutes(1))) {
            assertThat(held).hasValue(0);
            Kept first = keeping.begin();
            first.close();
            keeping.begin().close();
            assertThat(held).hasValue(1);
        }
        assertThat(held).hasValue(0);
    }

    @Test
    void nothingIsKeptLongAfterTheLast() throws Exception {
        try (Keeping keeping = keeping(Duration.ofMillis(50))) {
            Kept slow = keeping.begin();
            keeping.begin().close();
            Serving.await("time passes", new Passing(Duration.ofMillis(200)));
            assertThat(held).as("one goes on").hasValue(1);
            slow.close();
            Serving.await("it is let go", () -> held.get() == 0);
            keeping.begin().close();
            assertThat(held).as("the next begins anew").hasValue(1);
        }
    }

    /** Is true once that much time has passed since it was made. */
    private record Passing(long until) implements java.util.function.BooleanSupplier {
        Passing(Duration time) {
            this(System.nanoTime() + time.toNanos());
        }

        @Override
        public boolean getAsBoolean() {
            return System.nanoTime() > until;
        }
    }
}
