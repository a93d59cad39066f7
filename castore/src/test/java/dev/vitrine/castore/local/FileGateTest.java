package dev.vitrine.castore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FileGateTest {
    /** Long enough that who may pass has passed. */
    private static final Duration A_WHILE = Duration.ofMillis(200);

    @TempDir
    Path temporary;

    private StoreLock lock;
    private FileGate gate;

    @BeforeEach
    void open() throws IOException {
        StoreDirectory directory = new StoreDirectory(temporary);
        Files.createFile(directory.lock());
        lock = StoreLock.shared(directory);
        gate = lock.gate(directory.failures());
    }

    @AfterEach
    void close() throws IOException {
        lock.close();
    }

    private interface Way {
        FileGate.Hold take() throws Unavailable;
    }

    /** Goes through the gate and out again, on a thread of its own. */
    private static CompletableFuture<Boolean> pass(Way way) {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try (FileGate.Hold _ = way.take()) {
                passed.complete(true);
            } catch (CastoreException e) {
                passed.completeExceptionally(e);
            }
        });
        return passed;
    }

    private static boolean waits(CompletableFuture<Boolean> passed) {
        return !passed.completeOnTimeout(false, A_WHILE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static boolean passes(CompletableFuture<Boolean> passed) {
        return passed.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Test
    void manyPublishAtOnce() throws CastoreException {
        try (FileGate.Hold _ = gate.toPublish()) {
            assertThat(passes(pass(gate::toPublish))).isTrue();
            try (FileGate.Hold _ = gate.toPublish()) {
                assertThat(waits(pass(gate::toRemove))).isTrue();
            }
        }
        assertThat(passes(pass(gate::toRemove))).isTrue();
    }

    @Test
    void nobodyPublishesWhileFilesAreRemoved() throws CastoreException {
        CompletableFuture<Boolean> publisher;
        try (FileGate.Hold _ = gate.toRemove()) {
            publisher = pass(gate::toPublish);
            assertThat(waits(publisher.copy())).isTrue();
        }
        assertThat(passes(publisher)).isTrue();
    }

    @Test
    void whoRemovesWaitsForPublishersOfOtherProcesses() throws Exception {
        try (JavaProcess other = JavaProcess.start(GateProgram.class, temporary)) {
            assertThat(other.ask("hold")).isEqualTo("held");
            assertThat(passes(pass(gate::toPublish))).isTrue();
            assertThat(waits(pass(gate::toRemove))).isTrue();
            assertThat(other.ask("release")).isEqualTo("released");
            assertThat(passes(pass(gate::toRemove))).isTrue();
        }
    }

    @Test
    void anInterruptIsPutOff() throws CastoreException {
        Thread.currentThread().interrupt();
        try (FileGate.Hold _ = gate.toPublish()) {
            assertThat(Thread.interrupted()).isTrue();
        }
        try (FileGate.Hold _ = gate.toRemove()) {
            assertThat(Thread.interrupted()).isFalse();
        }
    }
}
