package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.gateway.RawHttp.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client may cost, each bound with a value small enough to be reached soon. */
@Timeout(60)
class BoundsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int BIG = 8 << 20;

    private static Served with(Limit limit, long value) throws Exception {
        return with(Bounds.DEFAULT.with(limit, value));
    }

    private static Served with(Bounds bounds) throws Exception {
        Served served = Served.with(Served.defaults().withBounds(bounds), new MemoryBlobService());
        served.root("f", served.file("file")).root("big", served.file(new byte[BIG]));
        return served;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** Writes the text again and again, with a pause between, until the other side closes; how long that took. */
    private static Duration dribble(Socket socket, String text) throws IOException {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < PATIENCE.toNanos()) {
                send(socket, text);
                LockSupport.parkNanos(50_000_000);
                if (socket.getInputStream().available() > 0) {
                    socket.getInputStream().readNBytes(socket.getInputStream().available());
                }
            }
        } catch (SocketException closed) {
            return Duration.ofNanos(System.nanoTime() - start);
        }
        return PATIENCE;
    }

    /** T2: A request whose header is not there within the receive time, however many bytes came, ends its connection. */
    @Test
    void aSlowHeaderEnds() throws Exception {
        try (Served served = with(Limit.RECEIVE_TIME, 400);
                Socket first = served.http().connect()) {
            send(first, "GET /f HTTP/1.1\r\nHost: x\r\n");
            assertThat(dribble(first, "X-A: b\r\n")).isLessThan(PATIENCE);
        }
    }

    /** T2 again: for a request that is not the first on its connection. */
    @Test
    void aSlowSecondHeaderEnds() throws Exception {
        try (Served served = with(Limit.RECEIVE_TIME, 400);
                Socket socket = served.http().connect()) {
            send(socket, "GET /f HTTP/1.1\r\nHost: x\r\n\r\nGET /f HTTP/1.1\r\nHost: x\r\n");
            assertThat(dribble(socket, "X-A: b\r\n")).isLessThan(PATIENCE);
        }
    }

    /** T3: A connection that brings no request within the receive time ends, and one that waits for its next request does not. */
    @Test
    void aConnectionWithoutARequestEnds() throws Exception {
        try (Served served = with(Limit.RECEIVE_TIME, 400);
                Socket silent = served.http().connect();
                Socket keepAlive = served.http().connect()) {
            send(keepAlive, "GET /f HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            LockSupport.parkNanos(600_000_000);
            send(keepAlive, "GET /f HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String all = new String(keepAlive.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(all.split("\r\n\r\nfile", -1)).hasSize(3);
        }
    }

    /** T4: A client that takes less of an answer than the send rate asks for, though it takes some, is disconnected. */
    @Test
    void aSlowReaderEnds() throws Exception {
        Bounds bounds = Bounds.DEFAULT.with(Limit.IDLE_TIME, 1_000).with(Limit.SEND_RATE, 1 << 20);
        try (Served served = with(bounds);
                Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4 << 10);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), served.gateway().address().getPort()));
            socket.setSoTimeout(20_000);
            send(socket, "GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(readSlowly(socket.getInputStream())).isLessThan(BIG);
        }
    }

    private static long readSlowly(InputStream in) throws IOException {
        long total = 0;
        byte[] buffer = new byte[2 << 10];
        try {
            for (int n = 0; n >= 0; n = in.read(buffer)) {
                total += n;
                LockSupport.parkNanos(10_000_000);
            }
        } catch (SocketException reset) {
            return total;
        }
        return total;
    }

    /** T5: A request line and header longer than the bound are answered with 414 or 431. */
    @Test
    void aLongHeaderIsRefused() throws Exception {
        try (Served served = with(Limit.HEADER, 2 << 10)) {
            Reply line = served.http().get("/" + "a".repeat(4 << 10));
            assertThat(line.status()).isEqualTo(414);
            Reply header = served.http().get("/f", "X-A: " + "a".repeat(4 << 10));
            assertThat(header.status()).isEqualTo(431);
            for (Reply reply : new Reply[] {line, header}) {
                assertThat(reply.get("X-Content-Type-Options")).contains("nosniff");
                assertThat(reply.get("Content-Type")).contains("text/plain;charset=utf-8");
                assertThat(reply.header()).doesNotContainKeys("server");
            }
        }
    }

    /** T6: An address has at most its number of connections; the next is closed at once, and other addresses go on. */
    @Test
    void anAddressHasItsConnections() throws Exception {
        try (Served served = with(Limit.CONNECTIONS_PER_ADDRESS, 2)) {
            int port = served.gateway().address().getPort();
            try (Socket one = served.http().connect();
                    Socket two = served.http().connect();
                    Socket three = served.http().connect();
                    Socket other = new Socket("127.0.0.1", port, InetAddress.getByName("127.0.0.2"), 0)) {
                three.setSoTimeout(5_000);
                assertThat(three.getInputStream().read()).isEqualTo(-1);
                send(other, "GET /f HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertThat(new String(other.getInputStream().readAllBytes(), ISO_8859_1))
                        .endsWith("file");
                assertThat(one.isConnected() && two.isConnected()).isTrue();
            }
            Await.until("the address may connect again", () -> isServed(served));
        }
    }

    private static boolean isServed(Served served) {
        try {
            return served.http().get("/f").status() == 200;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    /** T7: A body that nobody wants is not read to its end: the request is answered, and the connection closed if much is left. */
    @Test
    void anUnwantedBodyIsNotRead() throws Exception {
        try (Served served = Served.start();
                Socket socket = served.http().connect()) {
            send(socket, "PUT /f HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(dribble(socket, "x".repeat(1 << 10))).isLessThan(PATIENCE);
        }
    }

    /** T8: Every bound has a name and a default, takes numbers with units, and refuses what makes no sense. */
    @Test
    void limitsAreReadAndChecked() {
        assertThat(Limit.named("header").parse("64KiB")).isEqualTo(65_536);
        assertThat(Limit.named("receive-time").parse("2m")).isEqualTo(120_000);
        assertThat(Limit.named("connections-per-address").parse("7")).isEqualTo(7);
        assertThatThrownBy(() -> Limit.named("nonsense"))
                .hasMessageStartingWith(
                        "no limit is called 'nonsense'; there are connections, connections-per-address,");
        assertThatThrownBy(() -> Limit.HEADER.parse("12")).hasMessage("header: 12 is not within 1024 and 16777216");
        assertThatThrownBy(() -> Limit.IDLE_TIME.parse("12")).hasMessage("idle-time is a time in ms, s or m, not '12'");
        for (Limit limit : Limit.values()) {
            assertThat(Bounds.DEFAULT.with(limit, Bounds.DEFAULT.get(limit)).get(limit))
                    .isEqualTo(Bounds.DEFAULT.get(limit));
        }
    }
}
