package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkClientTest {
    @TempDir
    private Path home;

    @Test
    void theClientOfTheJdkGetsAFile() throws Exception {
        Path tree = SampleTree.create(home.resolve("tree"));
        try (ServedTrees served = ServedTrees.start(home.resolve("store")).show("t", tree);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(served.at("t/big")).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(Files.readAllBytes(tree.resolve("big")));
        }
    }
}
