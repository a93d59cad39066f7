package dev.vitrine.castore.grpc.server;

import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.Fixtures.DIRECTORY_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_B;
import static dev.vitrine.castore.Fixtures.DIRECTORY_D;
import static dev.vitrine.castore.grpc.server.Serving.LOOPBACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Standstill;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much there may be at once. */
final class LimitsTest {
    private static final String READ = "snix.castore.v1.BlobService/Read";
    private static final String PUT = "snix.castore.v1.BlobService/Put";
    private static final String PUT_DIRECTORIES = "snix.castore.v1.DirectoryService/Put";
    private static final String SOME_DIGEST = "0a20" + "5".repeat(64);

    @TempDir
    private Path temporary;

    private LocalStore store;
    private EndlessBlobs blobs;

    @BeforeEach
    void open() throws CastoreException {
        store = LocalStore.create(temporary.resolve("store"));
        blobs = new EndlessBlobs(store.blobs());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Serving serving(ServerLimits limits) throws IOException {
        return Serving.of(Serving.castore(store, blobs, store.directories()), limits, LOOPBACK);
    }

    private List<Taking> readings(Serving serving, int count) {
        List<Taking> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Taking.begin(serving.client(), READ, SOME_DIGEST));
        }
        return all;
    }

    /**
     * G14: A connection has at most 1,024 calls under way, and more wait for their turn; a server has at most 2,048, and the next is
     * RESOURCE_EXHAUSTED.
     */
    @Test
    void oneCallTooManyIsRefused() throws IOException {
        assertThat(ServerLimits.DEFAULT.callsPerConnection()).isEqualTo(1024);
        assertThat(ServerLimits.DEFAULT.calls()).isEqualTo(2048);
        try (Serving serving = serving(ServerLimits.DEFAULT.withCalls(100, 5, 5))) {
            List<Taking> five = readings(serving, 5);
            Serving.await("all have begun", () -> blobs.open.get() == 5);
            assertThat(readings(serving, 1).getFirst().end().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
            five.getFirst().cancel();
            Serving.await("one has ended", () -> serving.server().callsUnderWay() == 4);
            readings(serving, 1);
            Serving.await("another has begun", () -> blobs.open.get() == 5);
        }
    }

    @Test
    void chunksAreShorterWhileThereAreManyCalls() throws IOException {
        assertThat(ServerLimits.DEFAULT.leavingBytes())
                .isEqualTo(Runtime.getRuntime().maxMemory() / 4);
        String request = "0a20" + BLOB_5M.digest().hex();
        store.blobs().put(BLOB_5M.buffer());
        ServerLimits limits = ServerLimits.DEFAULT.withLeavingBytes(1 << 20);
        try (Serving serving = Serving.of(Serving.castore(store), limits, LOOPBACK)) {
            assertThat(serving.client().receive(READ, request)).hasSize(20);
            for (int i = 0; i < 3; i++) {
                Taking.begin(serving.client(), READ, request);
            }
            Serving.await("all have begun", () -> serving.server().callsUnderWay() == 3);
            assertThat(serving.client().receive(READ, request)).hasSize(39);
            for (int i = 0; i < 10; i++) {
                Taking.begin(serving.client(), READ, request);
            }
            Serving.await("all have begun", () -> serving.server().callsUnderWay() == 13);
            assertThat(serving.client().receive(READ, request)).hasSize(77);
        }
    }

    @Test
    void moreCallsOnAConnectionWait() throws IOException {
        try (Serving serving = serving(ServerLimits.DEFAULT.withCalls(3, 100, 5))) {
            readings(serving, 1);
            Serving.await("the client knows the limit", () -> blobs.open.get() == 1);
            List<Taking> more = readings(serving, 4);
            Serving.await("three have begun", () -> blobs.open.get() == 3);
            Standstill.await(blobs.open);
            assertThat(blobs.open.get()).isEqualTo(3);
            more.forEach(Taking::cancel);
            Serving.await("one is left", () -> blobs.open.get() == 1);
        }
    }

    /** G15: Only 64 Puts take messages at once; more wait for up to a minute, and are not read from meanwhile. */
    @Test
    void putsWaitForTheirTurn() throws IOException {
        assertThat(ServerLimits.DEFAULT.puts()).isEqualTo(64);
        try (Serving serving = serving(ServerLimits.DEFAULT.withCalls(100, 100, 1))) {
            CompletableFuture<byte[]> first = new CompletableFuture<>();
            CompletableFuture<byte[]> second = new CompletableFuture<>();
            StreamObserver<byte[]> one = serving.client().sending(PUT, first);
            Serving.await("one has begun", () -> serving.server().callsUnderWay() == 1);
            StreamObserver<byte[]> other = serving.client().sending(PUT, second);
            other.onCompleted();
            Serving.await("both have begun", () -> serving.server().callsUnderWay() == 2);
            assertThat(second).isNotDone();
            one.onCompleted();
            assertThat(WireClient.joined(first)).hasSize(34);
            assertThat(WireClient.joined(second)).hasSize(34);
        }
    }

    /** What waits in the memory of its calls keeps no other call of the connection from going on. */
    @Test
    void putsThatWaitHoldNobodyUp() throws IOException {
        byte[] chunk = new byte[400_004];
        System.arraycopy(WireClient.bytes("0a80b518"), 0, chunk, 0, 4);
        try (Serving serving = serving(ServerLimits.DEFAULT.withCalls(100, 100, 2))) {
            List<CompletableFuture<byte[]>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(new CompletableFuture<>());
                StreamObserver<byte[]> put = serving.client().sending(PUT, answers.getLast());
                put.onNext(chunk);
                put.onNext(chunk);
                put.onCompleted();
            }
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(WireClient.joined(answer)).hasSize(34));
        }
    }

    /**
     * G16: The messages that arrive take an eighth of the heap together, or what the longest one takes, and the directories that Puts must
     * remember another eighth; the call for which that does not suffice is RESOURCE_EXHAUSTED, and the others go on.
     */
    @Test
    void messagesThatArriveAreBoundedTogether() throws IOException {
        try (Serving serving = serving(ServerLimits.DEFAULT.withArrivingBytes(1 << 20))) {
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            StreamObserver<byte[]> before = serving.client().sending(PUT, answer);
            before.onNext(WireClient.bytes("0a0100"));
            assertThat(WireClient.code(() -> serving.client().send(PUT, new byte[2 << 20])))
                    .isEqualTo(Code.RESOURCE_EXHAUSTED);
            before.onNext(WireClient.bytes("0a0101"));
            before.onCompleted();
            assertThat(WireClient.joined(answer)).hasSize(34);
            for (int i = 0; i < 20; i++) {
                byte[] chunk = new byte[200_004];
                System.arraycopy(WireClient.bytes("0ac09a0c"), 0, chunk, 0, 4);
                assertThat(serving.client().send(PUT, chunk, chunk, chunk)).hasSize(34);
            }
        }
    }

    @Test
    void directoriesOfPutsAreBoundedTogether() throws IOException {
        try (Serving serving = serving(ServerLimits.DEFAULT.withDirectories(2))) {
            byte[][] three = {DIRECTORY_A.toByteArray(), DIRECTORY_B.toByteArray(), DIRECTORY_D.toByteArray()};
            for (int i = 0; i < 3; i++) {
                assertThat(WireClient.code(() -> serving.client().send(PUT_DIRECTORIES, three)))
                        .isEqualTo(Code.RESOURCE_EXHAUSTED);
                assertThat(serving.client().send(PUT_DIRECTORIES, three[0], three[1]))
                        .hasSize(34);
            }
        }
    }

    /** G17: Metadata of more than 16 KiB ends the call. */
    @Test
    void longMetadataIsRefused() throws IOException {
        try (Serving serving = serving(ServerLimits.DEFAULT)) {
            Metadata metadata = new Metadata();
            metadata.put(Metadata.Key.of("x", Metadata.ASCII_STRING_MARSHALLER), "y".repeat(17 << 10));
            HealthGrpc.HealthBlockingStub health =
                    HealthGrpc.newBlockingStub(serving.client().channel());
            assertThat(WireClient.code(
                            () -> health.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                                    .check(HealthCheckRequest.getDefaultInstance())))
                    .isIn(Code.INTERNAL, Code.RESOURCE_EXHAUSTED, Code.UNKNOWN);
            assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatusValue())
                    .isEqualTo(1);
        }
    }
}
