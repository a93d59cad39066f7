package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.castore.grpc.server.WireClient;
import dev.vitrine.cli.Program.Result;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are put together by addresses: in memory, and one in front of another. */
final class StoresIT {
    private static final String STAT = "tvix.castore.v1.BlobService/Stat";

    /** BlobDigest of "Hello World!". */
    private static final String HELLO = "0a205ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c";

    @TempDir
    private Path temp;

    private SourceTree tree = new SourceTree(Path.of(""), List.of(), "");

    @BeforeEach
    void makeTree() throws Exception {
        SourceTree made = SourceTree.make(temp.resolve("tree"), new Random(1), 30);
        Files.writeString(made.path().resolve("hello"), "Hello World!");
        tree = new SourceTree(made.path(), made.files(), SourceTree.digest(made.path()));
    }

    private Server serve(String... arguments) throws IOException {
        return Server.start(temp.resolve("none"), temp, arguments);
    }

    private Result vitrine(String... arguments) throws Exception {
        return Program.vitrine(temp.resolve("none"), arguments);
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static boolean shows(Server server, String path, String text) {
        try {
            HttpResponse<String> response = get(server.address().resolve(path));
            return response.statusCode() == 200 && response.body().equals(text);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** C92: `serve --store memory://` shows what is imported or put, in all its windows, and nothing of it is left at its end. */
    @Test
    void aStoreInMemoryIsServed() throws Exception {
        Path socket = temp.resolve("socket");
        String[] arguments = {
            "--store", "memory://", "--mount", temp.resolve("mnt").toString(), "--grpc", "unix:" + socket, "--import"
        };
        try (Server server = serve(with(arguments, tree.path().toString()))) {
            server.awaitLine("grpc ");
            Await.until(Duration.ofSeconds(20), () -> shows(server, "tree/hello", "Hello World!"));
            Program.shell(
                            "diff -r --no-dereference \"$1\" \"$2\"",
                            tree.path(),
                            server.mountpoint().resolve("tree"))
                    .succeeded();
            Path other = Files.writeString(temp.resolve("other"), "put by another");
            vitrine("import", "--store", "grpc+unix://" + socket, other.toString())
                    .succeeded();
            Await.until(Duration.ofSeconds(5), () -> shows(server, "other", "put by another"));
            assertThat(vitrine("verify", "--store", "grpc+unix://" + socket).exitCode())
                    .isZero();
        }
        assertThat(temp.resolve("none")).doesNotExist();
        assertThat(vitrine("roots", "--store", "memory://").succeeded().text()).isEmpty();
        String digest = tree.digest();
        assertThat(vitrine("import", "--store", "memory://", tree.path().toString())
                        .succeeded()
                        .text())
                .isEqualTo("tree\t" + digest + "\n");
    }

    private static String[] with(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    /** C93: Each `memory://` is a store of its own, also where services are named one by one; `gc` and what else needs a disk refuses it, and so do `--cache`, `--cache-size` and `--cache-free`. */
    @Test
    void eachMemoryIsAStoreOfItsOwn() throws Exception {
        Path socket = temp.resolve("socket");
        Path store = temp.resolve("store");
        try (Server server = serve(
                "--store",
                store.toString(),
                "--blob-service-addr",
                "memory://",
                "--grpc",
                "unix:" + socket,
                "--import",
                tree.path().toString())) {
            server.awaitLine("grpc ");
            Await.until(Duration.ofSeconds(20), () -> shows(server, "tree/hello", "Hello World!"));
            try (WireClient client = WireClient.to(new ServerAddress.Unix(socket))) {
                assertThat(client.ask(STAT, HELLO)).isEmpty();
            }
        }
        assertThat(vitrine("roots", "--store", store.toString()).succeeded().text())
                .startsWith("tree\t");
        assertThat(vitrine("cat", "--store", store.toString(), "tree/hello")
                        .failedWith(1)
                        .stderr())
                .contains("is referred to but not there");
        assertThat(vitrine("gc", "--store", "memory://").failedWith(1).stderr())
                .isEqualTo("vitrine: gc works on a store in a directory of this machine, which memory:// is not\n");
        String near = temp.resolve("near").toString();
        for (String[] command : new String[][] {
            {"roots", "--store", "memory://", "--cache", near},
            {"roots", "--store", store.toString(), "--blob-service-addr", "memory://", "--cache", near}
        }) {
            assertThat(vitrine(command).failedWith(2).stderr())
                    .startsWith("--cache is about what comes from a server, and memory:// is empty at each start\n");
        }
    }

    private static String cache(Path near, String far) {
        return "cache://?near=" + near + "&far=" + URLEncoder.encode(far, StandardCharsets.UTF_8);
    }

    /** C94: `--store cache://?near=DIR&far=URL` is `--store URL --cache DIR`; `--blob-service-addr` and `--directory-service-addr` take it too, `--path-info-service-addr` and `--cache` refuse it. */
    @Test
    void aCacheIsNamedByAnAddress() throws Exception {
        Path store = temp.resolve("store");
        Path socket = temp.resolve("socket");
        Path near = temp.resolve("near");
        String far = "grpc+unix://" + socket;
        String cache = cache(near, far);
        Program.vitrine(store, "import", "--quiet", tree.path().toString()).succeeded();
        try (Server server = Server.start(store, temp, "--no-http", "--grpc", "unix:" + socket)) {
            server.awaitLine("grpc ");
            assertThat(vitrine("cat", "--store", cache, "--cache-size", "100MiB", "tree/hello")
                            .succeeded()
                            .text())
                    .isEqualTo("Hello World!");
        }
        String[] hello = {"--store-deadline", "2s", "tree/hello"};
        vitrine("cat", "--store", far, hello[0], hello[1], hello[2]).failedWith(1);
        for (String[] way : new String[][] {{"--store", cache}, {"--store", far, "--cache", near.toString()}}) {
            String[] command = Stream.of(new String[] {"cat"}, way, hello)
                    .flatMap(Arrays::stream)
                    .toArray(String[]::new);
            assertThat(vitrine(command).succeeded().text()).isEqualTo("Hello World!");
        }
        // Roots and directories are here, and of the far blobs what was read.
        assertThat(vitrine(
                                "cat",
                                "--store",
                                store.toString(),
                                "--blob-service-addr",
                                cache,
                                hello[0],
                                hello[1],
                                hello[2])
                        .succeeded()
                        .text())
                .isEqualTo("Hello World!");
        assertThat(vitrine("roots", "--path-info-service-addr", cache)
                        .failedWith(1)
                        .stderr())
                .isEqualTo("vitrine: store paths are not kept by themselves: give --path-info-service-addr " + far
                        + ", and --cache " + near + " for all three services\n");
        assertThat(vitrine("roots", "--store", cache, "--cache", near.toString())
                        .failedWith(2)
                        .stderr())
                .startsWith("--cache is one more than the address names, which is cache://\n");
    }

    /** C95: An address of no use is wrong usage, with one sentence that names what is wrong with it. */
    @Test
    void anAddressOfNoUseIsWrongUsage() throws Exception {
        for (String option :
                new String[] {"--store", "--blob-service-addr", "--directory-service-addr", "--path-info-service-addr"
                }) {
            assertThat(vitrine("roots", option, "objectstore+s3://bucket/prefix")
                            .failedWith(2)
                            .stderr())
                    .contains("'objectstore+s3' is one of tvix and snix alone; a bucket or the files of one are reached"
                            + " through a daemon, at grpc+http://HOST:PORT");
        }
    }

    /** C96: An import leaves out every directory in which any of the store is kept, also those of `--cache` and `cache://`. */
    @Test
    void aCacheInTheTreeIsNotImported() throws Exception {
        Path store = temp.resolve("store");
        Path socket = temp.resolve("socket");
        Path near = tree.path().resolve("near");
        String far = "grpc+unix://" + socket;
        try (Server server = Server.start(store, temp, "--no-http", "--grpc", "unix:" + socket)) {
            server.awaitLine("grpc ");
            String[][] ways = {{"--store", far, "--cache", near.toString()}, {"--store", cache(near, far)}};
            for (String[] way : ways) {
                String[] command = Stream.of(new String[] {"import", "--quiet"}, way, new String[] {
                            tree.path().toString()
                        })
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new);
                assertThat(vitrine(command).succeeded().text()).isEqualTo("tree\t" + tree.digest() + "\n");
            }
        }
    }
}
