package dev.vitrine.castore.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that does what a test says, and a store that uses it and has little patience. */
abstract class WithScriptedServer {
    static final Duration PATIENCE = Duration.ofSeconds(1);

    @TempDir
    Path temporary;

    private ScriptedServer server;
    private RemoteStore store;

    @BeforeEach
    final void start() throws IOException {
        server = ScriptedServer.start();
        store = open(options());
    }

    final RemoteStoreOptions options() {
        return RemoteStoreOptions.DEFAULTS.withDeadline(PATIENCE).withTemporary(temporary);
    }

    final RemoteStore open(RemoteStoreOptions options) throws CastoreException {
        return RemoteStore.open(server.address(), options);
    }

    @AfterEach
    final void stop() throws Exception {
        store.close();
        server.close();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).as("files that are left").isEmpty();
        }
    }

    final ScriptedServer server() {
        return server;
    }

    final RemoteStore store() {
        return store;
    }

    static Corrupt assertCorrupt(ThrowingCallable call) {
        return assertThatExceptionOfType(Corrupt.class).isThrownBy(call).actual();
    }

    static Unavailable assertUnavailable(ThrowingCallable call) {
        return assertThatExceptionOfType(Unavailable.class).isThrownBy(call).actual();
    }

    /** Not before the patience is over, and soon after. */
    static void assertGivenUp(ThrowingCallable call) {
        long begun = System.nanoTime();
        assertThat(assertUnavailable(call).deadlineExceeded()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(PATIENCE.dividedBy(2), PATIENCE.multipliedBy(6));
    }
}
