package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.castore.grpc.server.WireClient;
import dev.vitrine.cli.Program.Result;
import io.grpc.Status.Code;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vitrine serve --grpc}. */
final class GrpcIT {
    private static final String PUT = "snix.castore.v1.BlobService/Put";
    private static final String READ = "tvix.castore.v1.BlobService/Read";
    private static final String PUT_ROOT = "vitrine.castore.v1.RootService/Put";
    private static final String LIST_ROOTS = "vitrine.castore.v1.RootService/List";

    /** As BlobChunk, and as BlobDigest. */
    private static final String HELLO = "0a0c48656c6c6f20576f726c6421";

    private static final String HELLO_DIGEST = "0a205ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c";

    /** Root { name "hi", node { file: that digest, size 12 } }. */
    private static final String HELLO_ROOT =
            "0a0268691226122412205ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c180c";

    @TempDir
    private Path temp;

    private Path store = Path.of("");
    private Path socket = Path.of("");

    @BeforeEach
    void name() {
        store = temp.resolve("store");
        socket = temp.resolve("socket");
    }

    private Server server(String... arguments) throws IOException {
        return Server.start(store, temp, arguments);
    }

    private Result serve(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("serve"));
        command.addAll(List.of(arguments));
        return Program.vitrine(store, command.toArray(String[]::new));
    }

    private static ServerAddress.Tcp tcp(Server server) {
        String address = server.awaitLine("grpc ");
        int colon = address.lastIndexOf(':');
        return new ServerAddress.Tcp("127.0.0.1", Integer.parseInt(address.substring(colon + 1)));
    }

    private static ServerAddress.Unix unix(Server server) {
        return new ServerAddress.Unix(Path.of(server.awaitLine("grpc unix:")));
    }

    /**
     * C62: `serve --grpc HOST:PORT` and `--grpc unix:PATH` say `grpc HOST:PORT` and `grpc unix:PATH` on stdout when they answer, and what is put there
     * shows in every window within one second.
     */
    @Test
    void whatIsPutShowsInEveryWindow() throws Exception {
        try (Server server = server("--grpc", "127.0.0.1:0", "--grpc", "unix:" + socket);
                WireClient tcp = WireClient.to(tcp(server));
                WireClient unix = WireClient.to(unix(server))) {
            assertThat(server.awaitLine("grpc ")).matches("127\\.0\\.0\\.1:[1-9][0-9]*");
            assertThat(server.awaitLine("grpc unix:")).isEqualTo(socket.toString());
            assertThat(tcp.send(PUT, HELLO)).isEqualTo(HELLO_DIGEST);
            assertThat(unix.receive(READ, HELLO_DIGEST)).containsExactly(HELLO);
            assertThat(unix.ask(PUT_ROOT, HELLO_ROOT)).isEmpty();
            URI address = server.address().resolve("hi");
            Await.until(Duration.ofSeconds(1), () -> get(address).equals("Hello World!"));
            assertThat(Program.vitrine(store, "cat", "hi").succeeded().text()).isEqualTo("Hello World!");
            assertThat(server.stderr()).isEmpty();
        }
    }

    private static String get(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** C63: With `--grpc-read-only` nothing can be put or removed over gRPC; `--no-http` with `--grpc` alone serves. */
    @Test
    void readingAloneIsAChoice() throws Exception {
        try (Server server = server("--no-http", "--grpc", "127.0.0.1:0", "--grpc-read-only");
                WireClient client = WireClient.to(tcp(server))) {
            assertThat(WireClient.refused(() -> client.send(PUT, HELLO)).getDescription())
                    .isEqualTo("this server only reads (--grpc-read-only)");
            assertThat(WireClient.code(() -> client.ask(PUT_ROOT, HELLO_ROOT))).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(client.receive(LIST_ROOTS, "")).isEmpty();
        }
    }

    /** C64: gRPC where other machines reach it takes TLS or `--insecure`, and says on stderr that whoever reaches it may read and write. */
    @Test
    void listeningForOthersMustBeMeant() throws Exception {
        assertThat(serve("--no-http", "--grpc", "0.0.0.0:0")
                        .failedWith(1)
                        .stderr()
                        .lines())
                .singleElement()
                .asString()
                .startsWith("vitrine: cannot listen on 0.0.0.0:0: ")
                .contains("--insecure");
        try (Server server = server("--no-http", "--insecure", "--grpc", "0.0.0.0:0");
                WireClient client = WireClient.to(tcp(server))) {
            assertThat(client.send(PUT, HELLO)).isEqualTo(HELLO_DIGEST);
            assertThat(server.stderr()).contains("whoever reaches 0.0.0.0:0 may read and write everything over gRPC");
        }
    }

    /** C65: With `--credentials` or `--allow` gRPC over TCP is wrong usage, as it knows no users; a unix socket is none. */
    @Test
    void thereAreNoUsersOverTcp() throws Exception {
        Path credentials = Files.writeString(temp.resolve("credentials"), "");
        for (String[] option : new String[][] {{"--credentials", credentials.toString()}, {"--allow", "*=anyone"}}) {
            assertThat(serve("--grpc", "127.0.0.1:0", option[0], option[1])
                            .failedWith(2)
                            .stderr())
                    .startsWith(option[0] + " is not asked over gRPC");
        }
        try (Server server = server("--credentials", credentials.toString(), "--grpc", "unix:" + socket);
                WireClient client = WireClient.to(unix(server))) {
            assertThat(client.send(PUT, HELLO)).isEqualTo(HELLO_DIGEST);
        }
    }

    /** C66: An option about gRPC without `--grpc`, and an address of another form, are wrong usage. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--grpc-read-only",
                "--grpc 8000",
                "--grpc unix:",
                "--grpc grpc+http://127.0.0.1:1",
                "--no-http --insecure --grpc unix:x"
            })
    void optionsAreChecked(String options) throws Exception {
        assertThat(serve(options.split(" ", -1)).failedWith(2).stderr()).contains("Usage: ");
    }

    /** C67: With `--tls-cert` and `--tls-key` gRPC over TCP speaks TLS, and shows a certificate that is replaced within two seconds; sockets do not. */
    @Test
    void theCertificateIsThatOfHttp() throws Exception {
        Path first = certificate("first");
        Path second = certificate("second");
        Path used = temp.resolve("cert.pem");
        use("first");
        try (Server server = server(
                "--tls-cert",
                used.toString(),
                "--tls-key",
                temp.resolve("key.pem").toString(),
                "--grpc",
                "127.0.0.1:0",
                "--grpc",
                "unix:" + socket)) {
            ServerAddress.Tcp address = tcp(server);
            assertThat(overTls(address, first)).isEqualTo(HELLO_DIGEST);
            try (WireClient plain = WireClient.to(address);
                    WireClient unix = WireClient.to(unix(server))) {
                assertThat(WireClient.code(() -> plain.send(PUT, HELLO))).isEqualTo(Code.UNAVAILABLE);
                assertThat(unix.send(PUT, HELLO)).isEqualTo(HELLO_DIGEST);
            }
            assertThat(WireClient.code(() -> overTls(address, second))).isEqualTo(Code.UNAVAILABLE);
            use("second");
            Await.until(Duration.ofSeconds(2), () -> isShown(address, second));
        }
    }

    private static String overTls(ServerAddress.Tcp address, Path trusted) throws IOException {
        try (WireClient client = WireClient.overTls(address, trusted)) {
            return client.send(PUT, HELLO);
        }
    }

    private static boolean isShown(ServerAddress.Tcp address, Path trusted) throws IOException {
        try {
            return overTls(address, trusted).equals(HELLO_DIGEST);
        } catch (io.grpc.StatusRuntimeException e) {
            return false;
        }
    }

    private Path certificate(String name) throws Exception {
        Program.shell(
                        "cd \"$1\" && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=$2"
                                + " -addext subjectAltName=IP:127.0.0.1 -keyout $2-key.pem -out $2.pem",
                        temp,
                        name)
                .succeeded();
        return temp.resolve(name + ".pem");
    }

    private void use(String name) throws Exception {
        Program.shell("cd \"$1\" && cp $2-key.pem key.pem && cp $2.pem cert.pem", temp, name)
                .succeeded();
    }

    /** C68: `--no-list-root` holds over gRPC too: the roots are not listed, and found by name. */
    @Test
    void rootsMayBeUnlistedHereToo() throws Exception {
        try (Server server = server("--no-list-root", "--grpc", "unix:" + socket);
                WireClient client = WireClient.to(unix(server))) {
            client.send(PUT, HELLO);
            client.ask(PUT_ROOT, HELLO_ROOT);
            assertThat(WireClient.code(() -> client.receive(LIST_ROOTS, ""))).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(client.ask("vitrine.castore.v1.RootService/Get", "0a026869"))
                    .isEqualTo(HELLO_ROOT);
        }
    }

    /** C69: SIGTERM ends `serve` within three seconds also while calls over gRPC go on, and takes the socket away. */
    @Test
    void signalsEndCallsToo() throws Exception {
        try (Server server = server("--no-http", "--grpc", "unix:" + socket);
                WireClient client = WireClient.to(unix(server))) {
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            client.sending(PUT, answer).onNext(WireClient.bytes(HELLO));
            client.receive(LIST_ROOTS, "");
            server.signal("TERM");
            assertThat(server.awaitExit(Duration.ofSeconds(3))).isEqualTo(143);
            assertThat(socket).doesNotExist();
            assertThat(server.stderr()).isEmpty();
            assertThat(answer).isCompletedExceptionally();
        }
    }
}
