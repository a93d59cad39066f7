package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.grpc.server.HeldRead;
import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.castore.grpc.server.WireClient;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand clients that read the same blob and are in no hurry, from a server with a heap of 256 MiB. */
final class ManyStreamsIT {
    private static final String READ = "tvix.castore.v1.BlobService/Read";
    private static final int STREAMS = 1_000;
    private static final int SIZE = 1 << 20;

    /** What may be on its way to a client that has a connection of its own: the least there is, so that the rest waits at the server. */
    private static final int NARROW = 64 << 10;

    private static final int WIDE = 1 << 20;

    /** The heap, as much again for buffers at most, and the program. */
    private static final long MOST_RESIDENT = 600L << 20;

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DIGEST = "3f4253ba55d9e0117f73f6d65162e7ff60bd95c2afd73b8d4be52ad4428d1191";

    @TempDir
    private Path temp;

    private final byte[] contents = new byte[SIZE];
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<WireClient> clients = new ArrayList<>();
    private final List<HeldRead> reads = new ArrayList<>();
    private Server server;

    @BeforeEach
    void serve() throws Exception {
        new Random(7).nextBytes(contents);
        Path file = Files.write(temp.resolve("file"), contents);
        Path store = temp.resolve("store");
        Program.vitrine(store, "import", "--quiet", file.toString()).succeeded();
        server = Server.start(
                List.of("env", "JAVA_TOOL_OPTIONS=-Xmx256m"),
                store,
                temp,
                "--no-http",
                "--grpc",
                "127.0.0.1:0",
                "--admin",
                "127.0.0.1:0");
        server.awaitLine("admin ");
    }

    @AfterEach
    void close() throws IOException {
        clients.forEach(WireClient::close);
        server.close();
        clock.shutdownNow();
    }

    private GrpcCounts counts() throws Exception {
        return GrpcCounts.of(server, List.of());
    }

    private WireClient client(int window) {
        String address = server.awaitLine("grpc ");
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        clients.add(WireClient.to(new ServerAddress.Tcp("127.0.0.1", port), window));
        return clients.getLast();
    }

    /** Begins all of them, spread over so many connections; where each has one of its own, it goes half of its way. */
    private void begin(int connections) {
        for (int i = 0; i < STREAMS; i++) {
            WireClient client =
                    i < connections ? client(connections == STREAMS ? NARROW : WIDE) : clients.get(i % connections);
            reads.add(HeldRead.begin(client, READ, WireClient.bytes("0a20" + DIGEST), contents));
        }
        Await.until(SOON, () -> counts().inProgress() == STREAMS);
        if (connections == STREAMS) {
            reads.forEach(read -> read.take(2));
            Await.until(SOON, () -> reads.stream().allMatch(read -> read.taken() == 2));
        }
    }

    private void assertAllAreGone() throws Exception {
        Await.until(SOON, () -> counts().inProgress() == 0);
        assertThat(Memory.of(server.pid()).mostResident()).isLessThan(MOST_RESIDENT);
        assertThat(counts().lines()).contains("vitrine_grpc_failures_total 0.0");
        assertThat(server.stderr()).doesNotContain("Error", "Exception");
    }

    /** G78: A thousand Reads may go on at once, on one connection or many, however slowly their clients take them: each comes to its end, and a server with a heap of 256 MiB has the memory. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, STREAMS})
    void aThousandReadsGoOnAtOnce(int connections) throws Exception {
        begin(connections);
        reads.forEach(read -> read.takeSlowly(clock));
        reads.forEach(read -> assertThat(read.end().getCode()).isEqualTo(Code.OK));
        assertThat(reads).allMatch(HeldRead::isWhole);
        assertThat(counts().ended("BlobService", "Read", "OK")).isEqualTo(STREAMS);
        assertAllAreGone();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, STREAMS})
    void aThousandReadsAreGivenUp(int connections) throws Exception {
        begin(connections);
        reads.forEach(HeldRead::cancel);
        Await.until(SOON, () -> counts().ended("BlobService", "Read", "CANCELLED") == STREAMS);
        assertAllAreGone();
        HeldRead another = HeldRead.begin(client(WIDE), READ, WireClient.bytes("0a20" + DIGEST), contents);
        another.takeSlowly(clock);
        assertThat(another.end().getCode()).isEqualTo(Code.OK);
        assertThat(another.isWhole()).isTrue();
    }
}
