package dev.vitrine.castore.grpc.server;

import static dev.vitrine.castore.grpc.server.Serving.LOOPBACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.grpc.server.ServerAddress.Unix;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server begins, and how it ends. */
final class ServerLifeTest {
    private static final String READ = "tvix.castore.v1.BlobService/Read";
    private static final String SOME_DIGEST = "0a20" + "5".repeat(64);

    @TempDir
    private Path temporary;

    private LocalStore store;
    private Unix unix;

    @BeforeEach
    void open() throws CastoreException {
        store = LocalStore.create(temporary.resolve("store"));
        unix = new Unix(temporary.resolve("socket"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Serving serving(ServerAddress... addresses) throws IOException {
        return Serving.of(Serving.castore(store), addresses);
    }

    /**
     * G21: A socket in the file system is its owner's alone, and is removed at the end; one that a killed server has left is replaced, and what
     * is in use, or no socket, stays, and the server does not start.
     */
    @Test
    void aSocketIsItsOwnersAlone() throws Exception {
        try (Serving _ = serving(unix)) {
            assertThat(Files.getPosixFilePermissions(unix.path()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(unix.path()).doesNotExist();
    }

    @Test
    void aSocketThatWasLeftIsReplaced() throws Exception {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(unix.path()));
        }
        assertThat(unix.path()).exists();
        try (Serving serving = serving(unix)) {
            assertThat(WireClient.code(() -> serving.client().receive(READ, SOME_DIGEST)))
                    .isEqualTo(Code.NOT_FOUND);
        }
    }

    @Test
    void whatIsInUseOrNoSocketStays() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "mine");
        assertThatThrownBy(() -> serving(new Unix(file)))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on unix:" + file + ": something that is no socket is there already");
        assertThat(file).hasContent("mine");
        try (Serving first = serving(unix)) {
            assertThatThrownBy(() -> serving(unix)).hasMessageContaining("another process listens there already");
            assertThat(WireClient.code(() -> first.client().receive(READ, SOME_DIGEST)))
                    .isEqualTo(Code.NOT_FOUND);
        }
        assertThatThrownBy(() -> serving(new Unix(temporary.resolve("x".repeat(200)))))
                .hasMessageContaining("at most 107 bytes");
        assertThatThrownBy(() -> serving(new Unix(temporary.resolve("missing/socket"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on unix:");
    }

    @Test
    void aPortThatIsTakenIsRefusedAndNothingElseStaysOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            ServerAddress same = new ServerAddress.Tcp("127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(() -> serving(unix, same))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot listen on " + same + ": ")
                    .hasMessageContaining("in use");
        }
        assertThat(unix.path()).doesNotExist();
        assertThatThrownBy(() -> serving(new ServerAddress.Tcp("no.such.host.invalid", 0)))
                .hasMessageEndingWith("the host name is not known");
    }

    @Test
    void aProbeSaysWhatIsNotListenedOn() throws Exception {
        Serving serving = serving(LOOPBACK, unix);
        try (serving) {
            serving.server().probe();
            Files.delete(unix.path());
            assertThatThrownBy(() -> serving.server().probe())
                    .isInstanceOf(IOException.class)
                    .hasMessage("nothing listens on " + unix);
            try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                left.bind(UnixDomainSocketAddress.of(unix.path()));
            }
            assertThatThrownBy(() -> serving.server().probe()).hasMessage("nothing listens on " + unix);
        }
        assertThatThrownBy(() -> serving.server().probe())
                .hasMessage("nothing listens on " + serving.server().addresses().getFirst());
    }

    private static ServingStatus health(WireClient client, String service) {
        return HealthGrpc.newBlockingStub(client.channel())
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    /**
     * G22: `grpc.health.v1` says SERVING for the server and for each service by its full name, NOT_FOUND for others, and NOT_SERVING from when the
     * server begins to close.
     */
    @Test
    void healthKnowsEachServiceByName() throws Exception {
        List<String> services = List.of(
                "",
                "tvix.castore.v1.BlobService",
                "tvix.castore.v1.DirectoryService",
                "snix.castore.v1.BlobService",
                "snix.castore.v1.DirectoryService",
                "vitrine.castore.v1.BlobRangeService",
                "vitrine.castore.v1.RootService");
        BlockingQueue<ServingStatus> told = new LinkedBlockingQueue<>();
        try (Serving serving = serving(LOOPBACK)) {
            assertThat(services)
                    .allSatisfy(service ->
                            assertThat(health(serving.client(), service)).isEqualTo(ServingStatus.SERVING));
            assertThat(WireClient.code(() -> health(serving.client(), "tvix.castore.v1.Other")))
                    .isEqualTo(Code.NOT_FOUND);
            HealthGrpc.newStub(serving.client().channel())
                    .watch(
                            HealthCheckRequest.newBuilder()
                                    .setService("snix.castore.v1.BlobService")
                                    .build(),
                            telling(told));
            assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(ServingStatus.SERVING);
            serving.server().close();
            assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(ServingStatus.NOT_SERVING);
        }
    }

    private static StreamObserver<HealthCheckResponse> telling(BlockingQueue<ServingStatus> told) {
        return new StreamObserver<>() {
            @Override
            public void onNext(HealthCheckResponse answer) {
                told.add(answer.getStatus());
            }

            @Override
            public void onError(Throwable t) {}

            @Override
            public void onCompleted() {}
        };
    }

    /** Calls under way get the time that closing has, a second by default; then they end too, and close returns. */
    @Test
    void closingLetsCallsEndAndThenEndsThem() throws Exception {
        ServerLimits patient = ServerLimits.DEFAULT.withClosing(Duration.ofSeconds(20));
        assertThat(ServerLimits.DEFAULT.closing()).isEqualTo(Duration.ofSeconds(1));
        try (Serving serving = Serving.of(Serving.castore(store), patient, LOOPBACK)) {
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            StreamObserver<byte[]> put = serving.client().sending("tvix.castore.v1.BlobService/Put", answer);
            put.onNext(WireClient.bytes("0a0100"));
            Serving.await("it has begun", () -> serving.server().callsUnderWay() == 1);
            Thread closing = Thread.startVirtualThread(serving.server()::close);
            Serving.await("it closes", () -> isClosed(serving));
            put.onNext(WireClient.bytes("0a0101"));
            put.onCompleted();
            assertThat(WireClient.joined(answer)).hasSize(34);
            closing.join();
        }
        EndlessBlobs blobs = new EndlessBlobs(store.blobs());
        try (Serving serving = Serving.of(Serving.castore(store, blobs, store.directories()), LOOPBACK)) {
            Taking taking = Taking.begin(serving.client(), READ, SOME_DIGEST);
            taking.take(1_000_000);
            Serving.await("it has begun", () -> taking.taken.get() > 0);
            long start = System.nanoTime();
            serving.server().close();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(3));
            assertThat(blobs.open.get()).isZero();
            assertThat(taking.end().isOk()).isFalse();
        }
    }

    private static boolean isClosed(Serving serving) {
        try (WireClient other = WireClient.to(serving.server().addresses().getFirst())) {
            return WireClient.code(() -> other.receive(READ, SOME_DIGEST)) == Code.UNAVAILABLE;
        }
    }
}
