package dev.vitrine.castore.grpc.client;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.grpc.client.BlobMessages.READ;
import static dev.vitrine.castore.grpc.client.BlobMessages.STAT;
import static dev.vitrine.castore.grpc.client.BlobMessages.arrived;
import static dev.vitrine.castore.grpc.client.BlobMessages.piece;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.proto.tvix.castore.v1.StatBlobResponse;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Servers that come and go, and speak one dialect or the other. */
final class ConnectionTest extends WithScriptedServer {
    private static final String SNIX_STAT = "snix.castore.v1.BlobService/Stat";
    private static final String SNIX_READ = "snix.castore.v1.BlobService/Read";
    private static final String SNIX_PUT = "snix.castore.v1.BlobService/Put";

    /** So long that gRPC by itself would wait for some seconds before it tries again. */
    private static final Duration LONG_AWAY = Duration.ofSeconds(7);

    private static void hasIt(String method, ScriptedServer server) {
        server.on(
                method,
                (_, answer) ->
                        answer.send(StatBlobResponse.getDefaultInstance()).end());
    }

    /** G26: The dialect of a server is found out by asking: what it does not know in one is asked in the other, and where it knows neither the store is unavailable. */
    @Test
    void theDialectIsFoundOnce() throws CastoreException {
        hasIt(SNIX_STAT, server());
        assertThat(store().blobs().has(BLOB_A.digest())).isTrue();
        assertThat(store().blobs().has(BLOB_A.digest())).isTrue();
        assertThat(server().calls()).containsExactly(STAT, SNIX_STAT, SNIX_STAT);
    }

    @Test
    void aStreamFindsItToo() throws CastoreException {
        server().on(
                        SNIX_READ,
                        (_, answer) ->
                                answer.send(piece(HELLOWORLD.toByteArray())).end());
        assertThat(store().blobs().open(HELLOWORLD.digest())).isPresent();
        assertThat(server().calls()).containsExactly(READ, SNIX_READ);
    }

    @Test
    void aBlobThatIsNotThereIsAnAnswer() throws CastoreException {
        server().on(SNIX_STAT, (_, answer) -> answer.end(Status.NOT_FOUND));
        assertThat(store().blobs().has(BLOB_A.digest())).isFalse();
        assertThat(store().blobs().has(BLOB_A.digest())).isFalse();
        assertThat(server().calls()).containsExactly(STAT, SNIX_STAT, SNIX_STAT);
    }

    @Test
    void aPutIsSentInTheRightDialectAtOnce() throws CastoreException {
        server().on(SNIX_STAT, (_, answer) -> answer.end(Status.NOT_FOUND));
        server().on(
                        SNIX_PUT,
                        (_, answer) -> answer.send(arrived(HELLOWORLD.digest())).end());
        store().blobs().put(HELLOWORLD.buffer());
        assertThat(server().calls()).containsExactly(STAT, SNIX_STAT, SNIX_PUT);
    }

    @Test
    void aServerWithoutTheServiceIsUnavailable() {
        assertThat(assertUnavailable(() -> store().blobs().has(BLOB_A.digest())))
                .hasMessageContaining("does not know how");
    }

    /** G36: While a server is away its store is unavailable at once, and within two seconds of its return it can be used again, whichever dialect it speaks then. */
    @Test
    void aServerMayGoAndComeBack() throws Exception {
        hasIt(STAT, server());
        assertThat(store().blobs().has(BLOB_A.digest())).isTrue();
        server().stop();
        long away = System.nanoTime();
        while (System.nanoTime() - away < LONG_AWAY.toNanos()) {
            long begun = System.nanoTime();
            assertUnavailable(() -> store().blobs().has(BLOB_A.digest()));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
        server().restart();
        server().on(STAT, (_, answer) -> answer.end(Status.UNIMPLEMENTED));
        hasIt(SNIX_STAT, server());
        long back = System.nanoTime();
        assertThat(isBackWithin(Duration.ofSeconds(2))).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(2));
    }

    private boolean isBackWithin(Duration time) throws InterruptedException, CastoreException {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            try {
                return store().blobs().has(BLOB_A.digest());
            } catch (Unavailable e) {
                Thread.sleep(20);
            }
        }
        return false;
    }

    @Test
    void aServerThatWasNeverThereIsUnavailableAtOnce() throws Exception {
        server().stop();
        long begun = System.nanoTime();
        assertThat(assertUnavailable(() -> store().blobs().has(BLOB_A.digest())))
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining(server().address().toString());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    /** It accepts connections and says nothing. */
    @Test
    void aServerThatIsNoneIsGivenUp() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                RemoteStore remote = RemoteStore.open(
                        new GrpcAddress.Tcp("127.0.0.1", mute.getLocalPort(), false, false), options())) {
            assertUnavailable(() -> remote.blobs().has(BLOB_A.digest()));
        }
    }

    @Test
    void anEagerAddressWaitsForItsServer() throws Exception {
        GrpcAddress.Tcp lazy = (GrpcAddress.Tcp) server().address();
        GrpcAddress eager = new GrpcAddress.Tcp(lazy.host(), lazy.port(), false, true);
        RemoteStore.open(eager, options()).close();
        server().stop();
        assertUnavailable(() -> RemoteStore.open(eager, options()));
    }

    @Test
    void aClosedStoreIsUnavailable() {
        store().close();
        assertUnavailable(() -> store().blobs().has(BLOB_A.digest()));
        store().close();
    }

    @Test
    void anInterruptEndsACallAndStays() {
        server().on(READ, (_, _) -> {});
        Thread.currentThread().interrupt();
        assertUnavailable(() -> store().blobs().open(BLOB_A.digest()));
        assertThat(Thread.interrupted()).isTrue();
    }
}
