package dev.vitrine.castore.grpc.server;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.grpc.server.Serving.LOOPBACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Standstill;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import io.grpc.CallOptions;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients that are slow, or go away, cost. */
final class FlowTest {
    private static final String READ = "tvix.castore.v1.BlobService/Read";
    private static final String PUT = "tvix.castore.v1.BlobService/Put";
    private static final String SOME_DIGEST = "0a20" + "5".repeat(64);

    /** What the client's window takes before it says stop: 1 MiB in chunks of 256 KiB, and one that is partly in it. */
    private static final int WINDOW_CHUNKS = 5;

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

    private Serving endless(ServerLimits limits, ServerAddress address) throws IOException {
        return Serving.of(Serving.castore(store, blobs, store.directories()), limits, address);
    }

    private Serving endless() throws IOException {
        return endless(ServerLimits.DEFAULT, LOOPBACK);
    }

    private Serving stored() throws IOException {
        return Serving.of(Serving.castore(store), LOOPBACK);
    }

    /** G10: While a client does not take what it has asked for, nothing more is read for it, and two chunks at most wait in memory. */
    @Test
    void aClientThatDoesNotReadHoldsAChunkOrTwo() throws IOException {
        for (ServerAddress address : List.of(LOOPBACK, new ServerAddress.Unix(temporary.resolve("s")))) {
            blobs.reads.set(0);
            try (Serving serving = endless(ServerLimits.DEFAULT, address)) {
                Taking taking = Taking.begin(serving.client(), READ, SOME_DIGEST);
                Standstill.await(blobs.reads);
                assertThat(blobs.reads.get()).isBetween(1, WINDOW_CHUNKS + 2);
                taking.take(100);
                Serving.await("it goes on when the client does", () -> taking.taken.get() == 100);
                Standstill.await(blobs.reads);
                assertThat(blobs.reads.get()).isBetween(100, 100 + WINDOW_CHUNKS + 2);
            }
        }
    }

    @Test
    void manyClientsThatDoNotReadHoldAChunkOrTwoEach() throws IOException {
        try (Serving serving = endless()) {
            for (int i = 0; i < 300; i++) {
                Taking.begin(serving.client(), READ, SOME_DIGEST);
            }
            Serving.await("all have begun", () -> blobs.open.get() == 300);
            Standstill.await(blobs.reads);
            assertThat(blobs.reads.get())
                    .isBetween(1, (WINDOW_CHUNKS + 2) * 300); // a client opens a window for each call
        }
    }

    /** G11: When a client cancels, its deadline passes or it goes away, the work for it ends with the chunk that is under way. */
    @Test
    void cancellingEndsTheWork() throws IOException {
        try (Serving serving = endless()) {
            Taking taking = Taking.begin(serving.client(), READ, SOME_DIGEST);
            taking.take(1_000_000);
            Serving.await("it runs", () -> taking.taken.get() > 20);
            taking.cancel();
            Serving.await("the blob is closed", () -> blobs.open.get() == 0);
            int reads = blobs.reads.get();
            Standstill.await(blobs.reads);
            assertThat(blobs.reads.get()).isEqualTo(reads);
            assertThat(serving.server().callsUnderWay()).isZero();
        }
    }

    @Test
    void cancellingEndsAWait() throws IOException {
        try (Serving serving = endless()) {
            Taking taking = Taking.begin(serving.client(), READ, SOME_DIGEST);
            Standstill.await(blobs.reads);
            assertThat(blobs.open.get()).isEqualTo(1);
            taking.cancel();
            Serving.await("the blob is closed", () -> blobs.open.get() == 0);
        }
    }

    @Test
    void aDeadlineEndsTheWork() throws IOException {
        try (Serving serving = endless()) {
            CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS);
            Taking taking = Taking.begin(serving.client(), READ, SOME_DIGEST, soon);
            taking.take(1_000_000);
            assertThat(taking.end().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
            Serving.await("the blob is closed", () -> blobs.open.get() == 0);
        }
    }

    @Test
    void aConnectionThatBreaksEndsTheWork() throws IOException {
        try (Serving serving = endless()) {
            try (WireClient other = WireClient.to(serving.server().addresses().getFirst())) {
                Taking.begin(other, READ, SOME_DIGEST);
                Serving.await("it has begun", () -> blobs.open.get() == 1);
            }
            Serving.await("the blob is closed", () -> blobs.open.get() == 0);
        }
    }

    /** G12: A call whose client neither takes what it asked for nor sends what it has begun, for a minute, ends with DEADLINE_EXCEEDED. */
    @Test
    void patienceEnds() throws IOException {
        ServerLimits impatient = ServerLimits.DEFAULT.withPatience(Duration.ofMillis(300));
        assertThat(ServerLimits.DEFAULT.patience()).isEqualTo(Duration.ofMinutes(1));
        try (Serving serving = endless(impatient, LOOPBACK)) {
            Taking reading = Taking.begin(serving.client(), READ, SOME_DIGEST);
            Serving.await("it has begun", () -> blobs.open.get() == 1);
            Serving.await("the blob is closed", () -> blobs.open.get() == 0);
            reading.take(1_000);
            assertThat(reading.end().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
            assertThat(reading.end().getDescription()).contains("took nothing");

            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            serving.client().sending(PUT, answer).onNext(WireClient.bytes("0a0100"));
            assertThat(WireClient.refused(() -> WireClient.joined(answer)).getDescription())
                    .contains("sent nothing");
        }
    }

    /** G5: Put answers with the digest once the blob is durable, and one that breaks off leaves nothing. */
    @Test
    void aPutThatBreaksOffLeavesNothing() throws IOException {
        try (Serving serving = stored()) {
            long before = files();
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            StreamObserver<byte[]> call = serving.client().sending(PUT, answer);
            byte[] chunk = new byte[1 << 20];
            chunk[0] = 0x0a; // the rest of the length is that of a field of 0xffffc bytes: fc ff 3f
            chunk[1] = (byte) 0xfc;
            chunk[2] = (byte) 0xff;
            chunk[3] = 0x3f;
            call.onNext(chunk);
            call.onNext(chunk);
            Serving.await("a file has begun", () -> files() > before);
            call.onError(new IOException("the client stumbles"));
            Serving.await("the call has ended", () -> serving.server().callsUnderWay() == 0);
            assertThat(files()).isEqualTo(before);
            assertThat(serving.server().failures()).isZero();
        }
    }

    private long files() {
        try (Stream<Path> all = Files.walk(temporary.resolve("store"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(".mdb"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three hundred at once over one connection, all of them held until the last has begun. */
    @Test
    void manyCallsGoOnAtOnce() throws IOException {
        store.blobs().put(BLOB_100K.buffer());
        String request = "0a20" + BLOB_100K.digest().hex();
        try (Serving serving = stored()) {
            List<StreamObserver<byte[]>> puts = new ArrayList<>();
            List<CompletableFuture<byte[]>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                answers.add(new CompletableFuture<>());
                puts.add(serving.client().sending(PUT, answers.getLast()));
                puts.getLast().onNext(WireClient.bytes("0a020001"));
            }
            Serving.await("all have begun", () -> serving.server().callsUnderWay() == 300);
            assertThat(serving.client().receive(READ, request)).hasSize(1);
            puts.forEach(StreamObserver::onCompleted);
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(WireClient.hex(WireClient.joined(answer)))
                            .isEqualTo("0a207b7015bb92cf0b318037702a6cdd81dee41224f734684c2c122cd6359cb1ee63"));
            Serving.await("none is left", () -> serving.server().callsUnderWay() == 0);
        }
    }
}
