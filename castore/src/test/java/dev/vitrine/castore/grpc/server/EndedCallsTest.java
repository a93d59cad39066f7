package dev.vitrine.castore.grpc.server;

import static dev.vitrine.castore.grpc.server.Serving.LOOPBACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted of calls. */
final class EndedCallsTest {
    private static final String TVIX = "tvix.castore.v1.BlobService";
    private static final String SNIX = "snix.castore.v1.BlobService";
    private static final String SOME_DIGEST = "0a20" + "5".repeat(64);

    @TempDir
    private Path temporary;

    private LocalStore store;

    @BeforeEach
    void open() throws CastoreException {
        store = LocalStore.create(temporary.resolve("store"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void eachCallIsCountedByTheTimeItsClientKnows() throws IOException {
        try (Serving serving = Serving.of(Serving.castore(store), LOOPBACK)) {
            assertThat(serving.server().ended()).isEmpty();
            serving.client().send(TVIX + "/Put", "0a0100");
            serving.client().send(TVIX + "/Put", "0a0101");
            WireClient.code(() -> serving.client().receive(SNIX + "/Read", SOME_DIGEST));
            assertThat(serving.server().ended())
                    .isEqualTo(Map.of(new CallEnd(TVIX, "Put", "OK"), 2L, new CallEnd(SNIX, "Read", "NOT_FOUND"), 1L));
        }
    }

    @Test
    void callsThatAreGivenUpOrRefusedAreCountedToo() throws IOException {
        EndlessBlobs blobs = new EndlessBlobs(store.blobs());
        ServedCastore castore = Serving.castore(store, blobs, store.directories());
        try (Serving serving = Serving.of(castore, ServerLimits.DEFAULT.withCalls(10, 1, 1), LOOPBACK)) {
            Taking taking = Taking.begin(serving.client(), TVIX + "/Read", SOME_DIGEST);
            Serving.await("it has begun", () -> blobs.open.get() == 1);
            WireClient.code(() -> serving.client().send(TVIX + "/Put", "0a0100"));
            taking.cancel();
            Serving.await("it has ended", () -> serving.server().callsUnderWay() == 0);
            assertThat(serving.server().ended())
                    .isEqualTo(Map.of(
                            new CallEnd(TVIX, "Put", "RESOURCE_EXHAUSTED"),
                            1L,
                            new CallEnd(TVIX, "Read", "CANCELLED"),
                            1L));
        }
    }

    @Test
    void healthIsCountedApart() throws IOException {
        try (Serving serving = Serving.of(Serving.castore(store), LOOPBACK)) {
            HealthGrpc.newBlockingStub(serving.client().channel()).check(HealthCheckRequest.getDefaultInstance());
            assertThat(serving.server().ended()).isEmpty();
        }
    }
}
