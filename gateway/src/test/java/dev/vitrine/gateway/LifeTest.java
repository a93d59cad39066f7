package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.root.MemoryRootNodes;
import dev.vitrine.castore.view.StoreView;
import dev.vitrine.gateway.access.AccessOptions;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LifeTest {
    /** More than the buffers of two sockets hold, so that a transfer nobody reads stays under way. */
    private static final int BIG = 32 << 20;

    private static Socket startReading(RawHttp http, String target) throws IOException {
        Socket socket = http.connect();
        socket.getOutputStream().write(("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(ISO_8859_1));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private static Gateway open(ListenAddress listen) throws GatewayException {
        StoreView view =
                new StoreView(new MemoryBlobService(), new MemoryDirectoryService(), new MemoryRootNodes(), 1 << 10);
        return Gateway.start(view, GatewayOptions.listeningOn(listen).withAccess(AccessOptions.OPEN.withInsecure()));
    }

    /** H24: Clients that do not read what they asked for hold up nobody else. */
    @Test
    void slowClientsHoldUpNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (Served served = Served.start()) {
            served.root("big", served.file(new byte[BIG])).root("small", served.file("small"));
            for (int i = 0; i < 40; i++) {
                slow.add(startReading(served.http(), "/big"));
            }
            assertThat(served.http().get("/small").text()).isEqualTo("small");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** H26: The gateway closes within two seconds, also while files are being sent; these are torn. */
    @Test
    void closingDoesNotWaitForTransfers() throws Exception {
        FaultyBlobs blobs = new FaultyBlobs();
        Served served = Served.over(blobs);
        served.root("big", served.file(new byte[BIG]));
        try (Socket one = startReading(served.http(), "/big");
                Socket two = startReading(served.http(), "/big")) {
            long start = System.nanoTime();
            served.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(blobs.open).hasValue(0);
            assertThat(readAll(one)).isLessThan(BIG);
            assertThat(readAll(two)).isLessThan(BIG);
        }
        served.close();
    }

    private static long readAll(Socket socket) throws IOException {
        long total = 0;
        byte[] buffer = new byte[1 << 16];
        try {
            for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
                total += n;
            }
        } catch (java.net.SocketException reset) {
            return total;
        }
        return total;
    }

    @Test
    void aClientThatGoesAwayFreesTheBlob() throws Exception {
        FaultyBlobs blobs = new FaultyBlobs();
        try (Served served = Served.over(blobs)) {
            served.root("big", served.file(new byte[BIG]));
            startReading(served.http(), "/big").close();
            Await.until("the blob is closed", () -> blobs.open.get() == 0);
            assertThat(served.gateway().failures()).isZero();
        }
    }

    /** H27: A client that moves no byte for the idle timeout is disconnected. */
    @Test
    void aStalledTransferEnds() throws Exception {
        FaultyBlobs blobs = new FaultyBlobs();
        GatewayOptions defaults = Served.defaults();
        GatewayOptions hasty =
                defaults.withBounds(Bounds.DEFAULT.with(Limit.CONNECTIONS, 8).with(Limit.IDLE_TIME, 300));
        try (Served served = Served.with(hasty, blobs)) {
            served.root("big", served.file(new byte[BIG]));
            try (Socket stalled = startReading(served.http(), "/big")) {
                Await.until("the blob is closed", () -> blobs.open.get() == 0);
                assertThat(readAll(stalled)).isLessThan(BIG);
            }
        }
    }

    /** H28: A gateway that cannot listen where it should says so in one sentence, and why. */
    @Test
    void whatCannotBeListenedOnIsExplained() throws Exception {
        try (Gateway first = open(ListenAddress.ANY_LOOPBACK_PORT)) {
            ListenAddress taken = ListenAddress.parse(first.address().getAuthority());
            assertThatThrownBy(() -> open(taken))
                    .isInstanceOf(GatewayException.class)
                    .hasMessage("cannot listen on " + taken + ": Address already in use");
        }
        assertThatThrownBy(() -> open(new ListenAddress("no-such-host.invalid", 0)))
                .hasMessage("cannot listen on no-such-host.invalid:0: the host name is not known");
        assertThatThrownBy(() -> open(new ListenAddress("192.0.2.1", 0)))
                .hasMessage("cannot listen on 192.0.2.1:0: Cannot assign requested address");
    }

    @Test
    void aFreedAddressCanBeUsedAgain() throws Exception {
        Gateway first = open(ListenAddress.ANY_LOOPBACK_PORT);
        first.close();
        try (Gateway second = open(ListenAddress.parse(first.address().getAuthority()))) {
            assertThat(second.address()).isEqualTo(first.address());
        }
    }
}
