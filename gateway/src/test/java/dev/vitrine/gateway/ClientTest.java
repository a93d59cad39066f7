package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that people have. Each runs under timeout(1). */
class ClientTest {
    private Served served;

    @TempDir
    private Path dir;

    @BeforeEach
    void serve() throws Exception {
        served = Served.start();
        served.root("f.txt", served.file("0123456789")).root("d", served.directory("in it", served.file("found")));
    }

    @AfterEach
    void close() {
        served.close();
    }

    private String run(String... command) throws Exception {
        List<String> bounded = new ArrayList<>(List.of("timeout", "-k", "5", "30"));
        bounded.addAll(List.of(command));
        Path out = dir.resolve("out");
        new ProcessBuilder(bounded).redirectOutput(out.toFile()).start().waitFor();
        return Files.readString(out, UTF_8);
    }

    private String curl(String path, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-w", " %{http_code}"));
        command.addAll(List.of(options));
        command.add(served.gateway().address() + path);
        return run(command.toArray(String[]::new));
    }

    @Test
    void curlGetsRanges() throws Exception {
        assertThat(curl("f.txt", "-r", "0-3")).isEqualTo("0123 206");
        assertThat(curl("f.txt", "-r", "7-")).isEqualTo("789 206");
        assertThat(curl("f.txt", "-r", "-2")).isEqualTo("89 206");
        assertThat(curl("f.txt", "-r", "999999999999-")).endsWith(" 416");
    }

    @Test
    void curlFollowsTheRedirectToADirectory() throws Exception {
        assertThat(curl("d", "-L")).contains("in%20it").endsWith(" 200");
    }

    @Test
    void curlResumesADownload() throws Exception {
        Path part = Files.writeString(dir.resolve("part"), "01234");
        curl("f.txt", "-C", "-", "-o", part.toString());
        assertThat(part).hasContent("0123456789");
    }

    @Test
    void theClientOfTheJdkGetsAFile() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = served.gateway().address().resolve("d/in%20it");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("found");
        }
    }
}
