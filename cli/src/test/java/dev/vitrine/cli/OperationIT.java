package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.castore.grpc.server.WireClient;
import dev.vitrine.cli.Program.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a running {@code vitrine serve} can be watched. */
final class OperationIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path temp;

    private Path store = Path.of("");
    private Path mountpoint = Path.of("");

    @BeforeEach
    void importTree() throws IOException, InterruptedException {
        store = temp.resolve("store");
        mountpoint = temp.resolve("mnt");
        Path tree = Files.createDirectory(temp.resolve("tree"));
        Files.writeString(tree.resolve("hello"), "Hello World!");
        Program.vitrine(store, "import", tree.toString()).succeeded();
    }

    private static Result curl(URI address, String... more) throws IOException, InterruptedException {
        String line = "url=$1; shift; curl -s -m 10 -w '\\n%{http_code}\\n' \"$@\" \"$url\"";
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = address;
        System.arraycopy(more, 0, arguments, 1, more.length);
        return Program.shell(line, arguments).succeeded();
    }

    /** O1: `serve --access-log FILE` writes a line for each request, to stdout if FILE is `-`; without it there is none. */
    @Test
    void requestsAreLogged() throws Exception {
        Path log = temp.resolve("access.log");
        String[] json = {"--access-log", log.toString(), "--access-log-format", "json"};
        try (Server server = Server.start(store, temp, json)) {
            curl(server.address().resolve("tree/hello"), "-A", "curl \"quoted\"", "-r", "0-4");
            Await.until(SOON, () -> Files.size(log) > 0);
            assertThat(log)
                    .content()
                    .contains("\"path\":\"/tree/hello\"", "\"status\":206,\"bytes\":5,", "\"range\":\"bytes=0-4\"")
                    .contains("\"user_agent\":\"curl \\\"quoted\\\"\"")
                    .contains("\"digest\":\"b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=\"}");
            curl(server.address().resolve("last"));
            server.signal("TERM");
            server.awaitExit(SOON);
            assertThat(log).content().contains("\"path\":\"/last\"");
        }
        try (Server server = Server.start(store, temp, "--access-log", "-")) {
            curl(server.address().resolve("tree/hello"), "-A", "me");
            assertThat(server.awaitLine("127.0.0.1 - - ["))
                    .endsWith("\"GET /tree/hello HTTP/1.1\" 200 12 \"-\" \"me\"");
        }
    }

    /** O20: `serve --admin HOST:PORT` says `admin http://HOST:PORT/` on stdout when all is open; without it nothing is measured. */
    @Test
    void theAdminAddressTellsOfEveryWindow() throws Exception {
        String[] arguments = {"--admin", "127.0.0.1:0", "--mount", mountpoint.toString()};
        try (Server server = Server.start(store, temp, arguments)) {
            URI admin = URI.create(server.awaitLine("admin "));
            assertThat(curl(admin.resolve("healthz")).lines()).containsExactly("alive", "", "200");
            assertThat(curl(admin.resolve("readyz")).lines())
                    .containsExactly("store: ready", "http: ready", "mount: ready", "", "200");
            curl(server.address().resolve("tree/hello"));
            assertThat(mountpoint.resolve("tree/hello")).hasContent("Hello World!");
            String sent = "vitrine_http_requests_total{method=\"GET\",status=\"200\"} 1.0";
            Await.until(SOON, () -> curl(admin.resolve("metrics")).text().contains(sent));
            assertThat(curl(admin.resolve("metrics")).text())
                    .contains("vitrine_mount_requests_total{operation=\"read\"} ")
                    .contains("vitrine_probe_success{probe=\"mount\"} 1.0")
                    .contains("vitrine_directory_cache_misses_total ", "vitrine_roots_revision ", "jvm_gc_")
                    .contains("vitrine_build_info{java=\"25", "version=\"0.1.0-SNAPSHOT\"} 1");

            Program.shell("mount -t tmpfs none \"$1\"", mountpoint).succeeded();
            assertThat(curl(admin.resolve("readyz")).lines())
                    .contains("store: ready", "mount: the mount at " + mountpoint + " is gone, or another is over it")
                    .endsWith("503");
            Program.shell("umount \"$1\"", mountpoint).succeeded();
            assertThat(curl(admin.resolve("readyz")).lines()).endsWith("200");
        }
    }

    /** G74: The metrics count the calls over gRPC by service, method and status as they end, and say how many go on. */
    @Test
    void callsAreCounted() throws Exception {
        Path socket = temp.resolve("socket");
        try (Server server =
                        Server.start(store, temp, "--no-http", "--admin", "127.0.0.1:0", "--grpc", "unix:" + socket);
                WireClient client = WireClient.to(new ServerAddress.Unix(socket))) {
            URI metrics = URI.create(server.awaitLine("admin ")).resolve("metrics");
            client.send("snix.castore.v1.BlobService/Put", "0a0100");
            client.send("snix.castore.v1.BlobService/Put", "0a0101");
            String none = "0a20" + "5".repeat(64);
            WireClient.code(() -> client.ask("tvix.castore.v1.BlobService/Stat", none));
            client.sending("snix.castore.v1.BlobService/Put", new CompletableFuture<>())
                    .onNext(WireClient.bytes("0a0100"));
            Await.until(SOON, () -> curl(metrics).lines().contains("vitrine_grpc_calls_in_progress 1.0"));
            assertThat(curl(metrics).lines().stream().filter(line -> line.startsWith("vitrine_grpc_calls_total")))
                    .containsExactlyInAnyOrder(
                            "vitrine_grpc_calls_total{method=\"Put\",service=\"snix.castore.v1.BlobService\",status=\"OK\"} 2.0",
                            "vitrine_grpc_calls_total{method=\"Stat\",service=\"tvix.castore.v1.BlobService\",status=\"NOT_FOUND\"} 1.0");
        }
    }

    @Test
    void anAdminAddressForEverybodyIsRefused() throws Exception {
        Result result = Program.vitrine(store, "serve", "--listen", "127.0.0.1:0", "--admin", "0.0.0.0:0")
                .failedWith(1);
        assertThat(result.stderr().lines())
                .singleElement()
                .asString()
                .startsWith("vitrine: the admin address 0.0.0.0:0 would be open to other machines");
    }

    /** G69: While a server of gRPC cannot be connected to, `/readyz` is answered with 503 and a line that says so. */
    @Test
    void aServerOfGrpcThatCannotBeReachedIsNotReady() throws Exception {
        Path socket = temp.resolve("grpc.sock");
        try (Server server =
                Server.start(store, temp, "--admin", "127.0.0.1:0", "--no-http", "--grpc", "unix:" + socket)) {
            URI admin = URI.create(server.awaitLine("admin "));
            assertThat(curl(admin.resolve("readyz")).lines()).containsExactly("store: ready", "grpc: ready", "", "200");
            Files.delete(socket);
            assertThat(curl(admin.resolve("readyz")).lines())
                    .containsExactly("store: ready", "grpc: nothing listens on unix:" + socket, "", "503");
            assertThat(curl(admin.resolve("metrics")).text()).contains("vitrine_probe_success{probe=\"grpc\"} 0.0");
        }
    }
}
