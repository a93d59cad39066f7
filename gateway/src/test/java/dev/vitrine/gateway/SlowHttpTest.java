package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacks of slowhttptest(1), with more connections than one address may have. */
@Timeout(60)
class SlowHttpTest {
    private static final int PER_ADDRESS = 100;
    private static final Duration PROMPT = Duration.ofSeconds(1);

    @TempDir
    private Path dir;

    /** T29: While slowhttptest attacks with slow headers, slow bodies, slow reading or many ranges, others are served within a second, and
     * afterwards every connection is free again. */
    @ParameterizedTest
    @ValueSource(strings = {"-H", "-B", "-X", "-R"})
    void othersAreServed(String attack) throws Exception {
        FaultyBlobs blobs = new FaultyBlobs();
        Bounds bounds = Bounds.DEFAULT
                .with(Limit.CONNECTIONS_PER_ADDRESS, PER_ADDRESS)
                .with(Limit.RECEIVE_TIME, 1_500)
                .with(Limit.IDLE_TIME, 1_500);
        try (Served served = Served.with(Served.defaults().withBounds(bounds), blobs)) {
            served.root("big", served.file(new byte[4 << 20])).root("f", served.file("file"));
            Process attacker = attack(attack, served.gateway().address() + "big");
            try {
                for (int round = 0; round < 15; round++) {
                    long start = System.nanoTime();
                    assertThat(ask(served, "127.0.0.2")).endsWith("file");
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
                    attacker.waitFor(100, TimeUnit.MILLISECONDS);
                }
            } finally {
                attacker.destroy();
                assertThat(attacker.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
            Await.until("no blob is open", () -> blobs.open.get() == 0);
            Await.until("the address of the attacker is served", () -> isServed(served));
        }
    }

    private Process attack(String kind, String url) throws IOException {
        List<String> command = new ArrayList<>(List.of("timeout", "-k", "5", "20", "slowhttptest", kind));
        command.addAll(List.of("-c", "300", "-r", "200", "-i", "1", "-l", "2", "-p", "1", "-u", url));
        return new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean isServed(Served served) {
        try {
            return ask(served, "127.0.0.1").endsWith("file");
        } catch (IOException refused) {
            return false;
        }
    }

    private static String ask(Served served, String from) throws IOException {
        int port = served.gateway().address().getPort();
        try (Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /f HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
