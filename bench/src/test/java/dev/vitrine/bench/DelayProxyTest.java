package dev.vitrine.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands for a distance in {@code bench/baseline} is late, and nothing else. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DelayProxyTest {
    private static final int LONG = 32 << 20;
    private static final int PINGS = 10;

    @Test
    void aRoundTripTakesThatMuchLonger() throws IOException {
        try (DelayedEcho echo = new DelayedEcho(Duration.ofMillis(40));
                Socket socket = echo.connect()) {
            long least = Long.MAX_VALUE;
            for (int ping = 0; ping < PINGS; ping++) {
                least = Math.min(least, ping(socket));
            }
            assertThat(Duration.ofNanos(least)).isBetween(Duration.ofMillis(40), Duration.ofMillis(60));
        }
    }

    private static long ping(Socket socket) throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write('p');
        assertThat(socket.getInputStream().read()).isEqualTo('p');
        return System.nanoTime() - start;
    }

    /** If each piece waited for the one before, these bytes would take half a minute. */
    @Test
    void manyPiecesAreUnderWayAtOnceAndInOrder() throws IOException {
        byte[] sent = new byte[LONG];
        new Random(1).nextBytes(sent);
        try (DelayedEcho echo = new DelayedEcho(Duration.ofSeconds(1));
                Socket socket = echo.connect()) {
            long start = System.nanoTime();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(socket, sent));
            InputStream in = socket.getInputStream();
            byte[] received = in.readNBytes(LONG);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
            assertThat(received).isEqualTo(sent);
            assertThat(in.read()).as("the end").isEqualTo(-1);
            sending.join();
        }
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
