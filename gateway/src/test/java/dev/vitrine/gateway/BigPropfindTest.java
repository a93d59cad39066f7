package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.RawHttp.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BigPropfindTest {
    private static final int BIG = 100_000;
    private static final int LONG = 10_000;

    private static Served serving(int listings) throws Exception {
        return Served.with(
                Served.defaults().withBounds(Bounds.DEFAULT.with(Limit.LISTINGS, listings)), new MemoryBlobService());
    }

    private static Directory.Builder entries(int count, FileNode file) throws Exception {
        Directory.Builder entries = Directory.builder();
        for (int i = 0; i < count; i++) {
            entries.add(PathComponent.of("entry-" + i), file);
        }
        return entries;
    }

    private static Socket ask(URI address, String target) throws IOException {
        Socket socket = new RawHttp(address).connect();
        String request = "PROPFIND " + target + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nDepth: 1\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }

    /** W28: The first bytes of a listing of 100,000 entries come within 50 milliseconds once the server is warm, and the listing is whole. */
    @Test
    void theFirstBytesComeAtOnce() throws Exception {
        try (Served served = serving(100)) {
            served.root("big", served.directory(entries(BIG, served.file("x"))));
            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                waits.add(untilFirstByte(served));
            }
            assertThat(Collections.min(waits)).isLessThan(Duration.ofMillis(50));
            Reply whole = served.http().propfind("/big/", "1", "");
            assertThat(Multistatus.of(whole).entries()).hasSize(BIG + 1);
        }
    }

    private static Duration untilFirstByte(Served served) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = ask(served.gateway().address(), "/big/")) {
            assertThat(socket.getInputStream().readNBytes(1_000)).hasSize(1_000);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /**
     * W29: More long listings at once than the bound allows, of 10,000 entries and more, are answered with 503 and Retry-After; shorter
     * ones and Depth 0 are never refused.
     */
    @Test
    void longListingsAreBounded() throws Exception {
        try (Served served = serving(1)) {
            FileNode file = served.file("x");
            served.root("big", served.directory(entries(BIG, file)));
            served.root("long", served.directory(entries(LONG, file)));
            served.root("short", served.directory(entries(LONG - 1, file)));
            try (Socket first = ask(served.gateway().address(), "/big/")) {
                first.getInputStream().readNBytes(1_000);
                Reply refused = served.http().propfind("/long/", "1", "");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.get("Retry-After")).contains("2");
                assertThat(refused.get("Content-Type")).contains("text/plain;charset=utf-8");
                assertThat(served.http().propfind("/long/", "0", "").status()).isEqualTo(207);
                assertThat(served.http().propfind("/short/", "1", "").ended()).isTrue();
            }
            Await.until("there is room again", () -> isListed(served));
            assertThat(served.gateway().failures()).isZero();
        }
    }

    private static boolean isListed(Served served) {
        return served.http().propfind("/long/", "1", "").status() == 207;
    }

    /** W30: A client that goes away in the middle of a listing ends it within a second. */
    @Test
    void aClientThatGoesAwayEndsItsListing() throws Exception {
        try (Served served = serving(1)) {
            FileNode file = served.file("x");
            served.root("big", served.directory(entries(BIG, file)));
            served.root("long", served.directory(entries(LONG, file)));
            Socket gone = ask(served.gateway().address(), "/big/");
            gone.getInputStream().readNBytes(1 << 20);
            assertThat(isListed(served)).isFalse();
            long closed = System.nanoTime();
            gone.close();
            Await.until("the listing has ended", () -> isListed(served));
            assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(Duration.ofSeconds(1));
        }
    }
}
