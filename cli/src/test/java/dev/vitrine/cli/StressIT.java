package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store in many processes at once. */
final class StressIT {
    private static final int FILES = 40;
    private static final int TREES = 12;

    @TempDir
    private Path temp;

    private final Random random = CrashOptions.random("StressIT");

    /**
     * C59: Two importers, a collector of garbage, a server and a verifier use one store at once: none of them fails, and none meets
     * anything that is wrong, or missing from a root that is there.
     */
    @Test
    void manyProcessesUseOneStore() throws Exception {
        Path store = temp.resolve("store");
        List<SourceTree> trees = trees();
        String first = trees.getFirst().path().toString();
        Program.vitrine(store, "import", "--name", Stress.STILL, first).succeeded();
        Path mountpoint = temp.resolve("mnt");
        try (Server server = Server.start(store, temp, "--mount", mountpoint.toString());
                HttpClient client = HttpClient.newHttpClient();
                Commands one = Commands.start(store);
                Commands other = Commands.start(store);
                Commands collector = Commands.start(store);
                Commands verifier = Commands.start(store)) {
            URI address = server.address();
            Path mounted = server.mountpoint();
            Await.until(Duration.ofSeconds(20), () -> Files.exists(mounted.resolve(Stress.STILL)));
            Stress stress = new Stress(trees);
            AtOnce work = new AtOnce();
            work.add("imports of one", () -> stress.change(one, random));
            work.add("imports of the other", () -> stress.change(other, random));
            work.add("things collected", () -> stress.collect(collector));
            work.add("verifications", () -> stress.verify(verifier));
            work.add(
                    "files read in the mount",
                    () -> stress.read(path -> Files.readAllBytes(mounted.resolve(path)), random));
            work.add("files read over HTTP", () -> stress.read(path -> get(client, address.resolve(path)), random));
            System.out.println("StressIT: " + work.run(Duration.ofSeconds(CrashOptions.seconds())));
            assertThat(server.stderr().lines()).allMatch(StressIT::isAboutARootThatWent);
        }
        Program.vitrine(store, "verify").succeeded();
    }

    /** A window shows a root for up to a second after it went, and what it reached may be collected by then. */
    private static boolean isAboutARootThatWent(String line) {
        return line.endsWith(" is referred to but not there");
    }

    private List<SourceTree> trees() throws IOException {
        List<SourceTree> trees = new ArrayList<>();
        for (int i = 0; i < TREES; i++) {
            trees.add(SourceTree.make(temp.resolve("tree" + i), random, FILES));
        }
        return trees;
    }

    private static byte[] get(HttpClient client, URI uri) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
