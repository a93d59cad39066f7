package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.gateway.access.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that misuse HTTP/2. */
@Timeout(60)
class Http2BoundsTest {
    private static final int BIG = 8 << 20;

    @TempDir
    private Path dir;

    private Certificate certificate = new Certificate(new TlsFiles(Path.of(""), Path.of("")));

    @BeforeEach
    void makeCertificate() throws Exception {
        certificate = Certificate.make(dir, "c", "ec");
    }

    private Served with(Bounds bounds, FaultyBlobs blobs) throws Exception {
        Served served = Served.with(
                Served.defaults().withBounds(bounds).withAccess(Served.ACCESS.withTls(certificate.files())), blobs);
        served.root("f", served.file("file")).root("big", served.file(new byte[BIG]));
        return served;
    }

    private interface Flood {
        void send(RawHttp2 client, int round) throws IOException;
    }

    private void assertEnded(Flood flood) throws Exception {
        try (Served served = with(Bounds.DEFAULT, new FaultyBlobs());
                RawHttp2 client = new RawHttp2(served, certificate)) {
            boolean sent = true;
            for (int round = 0; sent && round < 20_000; round++) {
                try {
                    flood.send(client, round);
                } catch (IOException closed) {
                    sent = false;
                }
            }
            assertThat(!sent || client.awaits(RawHttp2.GOAWAY)).isTrue();
            try (RawHttp2 other = new RawHttp2(served, certificate)) {
                other.request(1, RawHttp2.END_STREAM, "GET", "/f");
                assertThat(other.awaits(RawHttp2.DATA)).isTrue();
            }
        }
    }

    /** T16: A client that floods an HTTP/2 connection with pings, settings, or requests that it resets at once is disconnected. */
    @Test
    void floodsEnd() throws Exception {
        assertEnded((client, round) -> client.frame(RawHttp2.PING, 0, 0, new byte[8]));
        assertEnded((client, round) -> client.frame(RawHttp2.SETTINGS, 0, 0));
        assertEnded((client, round) -> {
            client.request(2 * round + 1, RawHttp2.END_STREAM, "GET", "/f");
            client.frame(RawHttp2.RESET, 0, 2 * round + 1, new byte[] {0, 0, 0, 8});
        });
    }

    /** T17: In HTTP/2 a client that gives no leave to send, or hardly any, is disconnected like one that does not read. */
    @Test
    void aClosedWindowEnds() throws Exception {
        FaultyBlobs blobs = new FaultyBlobs();
        Bounds bounds = Bounds.DEFAULT.with(Limit.IDLE_TIME, 1_000).with(Limit.SEND_RATE, 1 << 20);
        byte[] tinyWindow = {0, 4, 0, 0, 0, 1};
        try (Served served = with(bounds, blobs);
                RawHttp2 client = new RawHttp2(served, certificate, tinyWindow)) {
            client.request(1, RawHttp2.END_STREAM, "GET", "/big");
            Await.until("the blob is opened", () -> blobs.open.get() == 1);
            Await.until("the blob is closed", () -> {
                dribble(client);
                return blobs.open.get() == 0;
            });
        }
    }

    private static void dribble(RawHttp2 client) {
        try {
            client.frame(0x8, 0, 1, new byte[] {0, 0, 0, 1});
        } catch (IOException closed) {
            return;
        }
    }

    /** T18: In HTTP/2 a connection ends that opens no request in the receive time. */
    @Test
    void aConnectionWithoutStreamsEnds() throws Exception {
        try (Served served = with(Bounds.DEFAULT.with(Limit.RECEIVE_TIME, 400), new FaultyBlobs());
                RawHttp2 client = new RawHttp2(served, certificate)) {
            assertThat(client.awaits(RawHttp2.DATA)).isFalse();
        }
    }
}
