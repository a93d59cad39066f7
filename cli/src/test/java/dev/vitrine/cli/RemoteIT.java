package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vitrine that has no data of its own, in front of one that serves a store over a unix socket. */
final class RemoteIT {
    private static final Duration SOON = Duration.ofSeconds(3);

    @TempDir
    private Path temp;

    private Path store = Path.of("");
    private Path socket = Path.of("");
    private SourceTree tree = new SourceTree(Path.of(""), List.of(), "");

    @BeforeEach
    void makeTree() throws Exception {
        store = temp.resolve("store");
        socket = temp.resolve("grpc.sock");
        SourceTree made = SourceTree.make(temp.resolve("tree"), new Random(1), 60);
        Files.write(made.path().resolve("big"), new byte[5_000_000]);
        tree = new SourceTree(made.path(), made.files(), SourceTree.digest(made.path()));
        Program.vitrine(store, "import", tree.path().toString()).succeeded();
    }

    private Server serveStore() throws IOException {
        Server server = Server.start(store, temp, "--no-http", "--grpc", "unix:" + socket);
        server.awaitLine("grpc ");
        return server;
    }

    private String url() {
        return "grpc+unix://" + socket;
    }

    /** A command that knows of the store only where it is served. */
    private Result remote(String... arguments) throws Exception {
        return Program.run(remoteCommand(arguments));
    }

    private ProcessBuilder remoteCommand(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(1, List.of("--store", url()));
        return Program.vitrineCommand(temp.resolve("none"), all.toArray(String[]::new));
    }

    private Result local(String... arguments) throws Exception {
        return Program.vitrine(store, arguments);
    }

    /** C70: `--store` and `$VITRINE_STORE` take the URL of a server for a directory, and `roots`, `ls`, `cat`, `stat`, `tree`, `du`, `diff`, `import`, `remove` and `verify` do and print the same. */
    @Test
    void everyCommandWorks() throws Exception {
        try (Server _ = serveStore()) {
            for (String[] command : new String[][] {
                {"roots"},
                {"ls", "-l", "tree"},
                {"ls", "-l", "tree/directory0"},
                {"stat", "tree", "tree/big", "tree/link"},
                {"tree", "--digests", "tree"},
                {"du", "-c"},
                {"diff", "tree", "tree/directory0"}
            }) {
                Result here = local(command);
                assertThat(remote(command).failedWith(here.exitCode()).text()).isEqualTo(here.text());
            }
            assertThat(remote("cat", "tree/big").succeeded().stdout()).isEqualTo(new byte[5_000_000]);
            remote("verify").succeeded();
            importsAndRemoves();
        }
    }

    private void importsAndRemoves() throws Exception {
        SourceTree other = SourceTree.make(temp.resolve("other"), new Random(2), 60);
        Files.write(other.path().resolve("big"), new byte[7_000_000]);
        String digest = SourceTree.digest(other.path());
        assertThat(remote("import", other.path().toString()).succeeded().text()).isEqualTo("other\t" + digest + "\n");
        assertThat(local("ls", "other").succeeded().text())
                .isEqualTo(remote("ls", "other").succeeded().text());
        local("verify").succeeded();
        Result again = remote("import", "--json", other.path().toString()).succeeded();
        assertThat(again.text()).contains("\"new_blobs\":0,\"new_bytes\":0,\"new_directories\":0");
        remote("remove", "other").succeeded();
        assertThat(local("roots").text()).doesNotContain("other");
        remote("remove", "other").failedWith(1);
    }

    /** C71: `gc`, `verify --resume` and `verify --quarantine` need a store in a directory, and say of any other in one sentence that they do. */
    @Test
    void someCommandsNeedADirectory() throws Exception {
        for (String[] command : new String[][] {{"gc"}, {"verify", "--resume"}, {"verify", "--quarantine"}}) {
            assertThat(remote(command).failedWith(1).stderr())
                    .isEqualTo("vitrine: " + String.join(" ", command)
                            + " works on a store in a directory of this machine, which " + url() + " is not\n");
        }
    }

    @Test
    void anAddressOfNoUseIsWrongUsage() throws Exception {
        assertThat(local("roots", "--store", "redb:///x").failedWith(2).stderr())
                .contains("'redb' is one of tvix and snix alone");
        assertThat(Program.run(Program.vitrineCommand(Path.of("grpc+http:/x"), "roots"))
                        .failedWith(1)
                        .stderr())
                .startsWith("vitrine: the address 'grpc+http:/x' is of no use");
    }

    @Test
    void aServerThatIsNotThereIsOneSentence() throws Exception {
        Result result = remote("roots").failedWith(1);
        assertThat(result.stderr()).startsWith("vitrine: the store at " + url() + " cannot be reached");
        assertThat(result.stderr().lines()).hasSize(1);
    }

    /** C72: `--blob-service-addr`, `--directory-service-addr` and `--path-info-service-addr`, or `$BLOB_SERVICE_ADDR` and so on where there is no `--store`, name services one by one; one that is not named is that of the store that was asked for, else beside one that is named. */
    @Test
    void servicesAreNamedOneByOne() throws Exception {
        Path other = temp.resolve("other");
        Program.vitrine(
                        other,
                        "import",
                        "--name",
                        "tiny",
                        tree.path().resolve("link").toString())
                .succeeded();
        String[] blobsAndDirectories = {"--blob-service-addr", url(), "--directory-service-addr", url()};
        try (Server _ = serveStore()) {
            assertThat(rootsOf(Program.vitrineCommand(other, roots(blobsAndDirectories))))
                    .containsExactly("tiny");
            assertThat(rootsOf(withoutStore(roots(blobsAndDirectories)))).containsExactly("tree");
            assertThat(rootsOf(withoutStore(
                            roots("--path-info-service-addr", other.toString(), "--blob-service-addr", url()))))
                    .containsExactly("tiny");
            Result cat = Program.run(withoutStore(
                    "cat",
                    "--path-info-service-addr",
                    store.toString(),
                    "--directory-service-addr",
                    url(),
                    "--blob-service-addr",
                    url(),
                    "tree/big"));
            assertThat(cat.succeeded().stdout()).isEqualTo(new byte[5_000_000]);
        }
    }

    @Test
    void theEnvironmentNamesServicesToo() throws Exception {
        Path other = temp.resolve("other");
        Program.vitrine(
                        other,
                        "import",
                        "--name",
                        "tiny",
                        tree.path().resolve("link").toString())
                .succeeded();
        try (Server _ = serveStore()) {
            ProcessBuilder all = withoutStore("roots");
            all.environment().putAll(Map.of("BLOB_SERVICE_ADDR", url(), "DIRECTORY_SERVICE_ADDR", url()));
            assertThat(rootsOf(all)).containsExactly("tree");
            ProcessBuilder overruled = withoutStore("roots", "--store", other.toString());
            overruled.environment().putAll(Map.of("BLOB_SERVICE_ADDR", url(), "DIRECTORY_SERVICE_ADDR", url()));
            assertThat(rootsOf(overruled)).containsExactly("tiny");
        }
    }

    private static String[] roots(String... options) {
        List<String> all = new ArrayList<>(List.of("roots"));
        all.addAll(Arrays.asList(options));
        return all.toArray(String[]::new);
    }

    private ProcessBuilder withoutStore(String... arguments) {
        ProcessBuilder command = Program.vitrineCommand(temp.resolve("none"), arguments);
        command.environment().remove("VITRINE_STORE");
        command.environment().put("XDG_DATA_HOME", temp.resolve("none").toString());
        return command;
    }

    private static List<String> rootsOf(ProcessBuilder command) throws Exception {
        return Program.run(command).succeeded().lines().stream()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
    }

    private Server serveRemotely(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--store", url(), "--store-deadline", "5s"));
        all.addAll(Arrays.asList(arguments));
        return Server.start(temp.resolve("none"), temp, all.toArray(String[]::new));
    }

    /** C73: `serve` shows the store of a server in its windows; while that server is away, what is not known yet is an input/output error or 503 at once, and it is there again two seconds after the server is, without a restart. */
    @Test
    void windowsOutliveTheirServer() throws Exception {
        Server first = serveStore();
        try (Server windows = serveRemotely("--mount", temp.resolve("mnt").toString())) {
            Path mount = windows.mountpoint();
            URI http = windows.address();
            Program.shell("diff -r --no-dereference \"$1\" \"$2\"", tree.path(), mount.resolve("tree"))
                    .succeeded();
            first.signal("KILL");
            first.awaitExit(Duration.ofSeconds(10));
            assertThat(status(http.resolve("unheard-of"))).isEqualTo(503);
            assertThat(Program.shell("timeout 10 stat \"$1\"", mount.resolve("unheard-of"))
                            .stderr())
                    .contains("Input/output error");
            first.close();
            first = serveStore();
            Await.until(SOON, () -> status(http.resolve("tree/big")) == 200);
            Program.shell("cmp \"$1\" \"$2\"", tree.path().resolve("big"), mount.resolve("tree/big"))
                    .succeeded();
            local("import", "--name", "later", tree.path().toString()).succeeded();
            Await.until(Duration.ofSeconds(1), () -> Files.exists(mount.resolve("later/big")));
        } finally {
            first.close();
        }
    }

    /** C76: `grpc+https://HOST:PORT` speaks TLS, with a server whom Java trusts, or one that the certificates of `--store-ca` vouch for. */
    @Test
    void aServerBehindTlsHasToBeTrusted() throws Exception {
        Path certificate = temp.resolve("cert.pem");
        Path key = temp.resolve("key.pem");
        Program.shell(
                        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=v"
                                + " -addext subjectAltName=IP:127.0.0.1 -keyout \"$1\" -out \"$2\"",
                        key,
                        certificate)
                .succeeded();
        try (Server server = Server.start(
                store,
                temp,
                "--no-http",
                "--grpc",
                "127.0.0.1:0",
                "--tls-cert",
                certificate.toString(),
                "--tls-key",
                key.toString())) {
            String address = server.awaitLine("grpc ");
            String[] secure = {"roots", "--store", "grpc+https://" + address, "--store-ca", certificate.toString()};
            assertThat(local(secure).succeeded().text())
                    .isEqualTo(local("roots").text());
            assertThat(local("roots", "--store", "grpc+https://" + address)
                            .failedWith(1)
                            .stderr())
                    .contains("cannot be reached");
            local("roots", "--store", "grpc+http://" + address).failedWith(1);
        }
    }

    private static int status(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Void> response = client.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    BodyHandlers.discarding());
            return response.statusCode();
        }
    }

    /** C74: `serve --root DIGEST` shows the children of a directory in place of the roots, of this store or that of a server; the digest may begin with `b3:` or `blake3-`. */
    @Test
    void aDirectoryCanStandAtTheTop() throws Exception {
        String digest = tree.digest();
        try (Server _ = serveStore()) {
            for (String root : List.of(digest, digest.replace("b3:", "blake3-"))) {
                try (Server windows = serveRemotely(
                        "--root", root, "--mount", temp.resolve("mnt").toString())) {
                    Program.shell("diff -r --no-dereference \"$1\" \"$2\"", tree.path(), windows.mountpoint())
                            .succeeded();
                    assertThat(status(windows.address().resolve("big"))).isEqualTo(200);
                }
            }
        }
        String absent = "b3:" + "A".repeat(43) + "=";
        assertThat(local("serve", "--listen", "127.0.0.1:0", "--root", absent)
                        .failedWith(1)
                        .stderr())
                .isEqualTo("vitrine: the store has no directory " + absent + "\n");
        local("serve", "--root", "md5:x").failedWith(2);
    }
}
