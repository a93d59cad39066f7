package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.gateway.RawHttp.Reply;
import dev.vitrine.gateway.admin.AdminHandler;
import dev.vitrine.gateway.admin.Metrics;
import dev.vitrine.gateway.admin.Probe;
import dev.vitrine.gateway.admin.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AdminServerTest {
    /** What a check that hangs waits for, so that it ends with the test. */
    private final CountDownLatch stalled = new CountDownLatch(1);

    private final AtomicInteger checks = new AtomicInteger();

    @AfterEach
    void release() {
        stalled.countDown();
    }

    private void hang() throws IOException {
        checks.incrementAndGet();
        try {
            stalled.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static AdminServer open(Probe... probes) throws GatewayException {
        Readiness readiness = new Readiness(List.of(probes), Duration.ofMillis(200));
        return AdminServer.start(ListenAddress.ANY_LOOPBACK_PORT, new AdminHandler(new Metrics("0"), readiness));
    }

    private static Probe working(String name) {
        return new Probe(name, () -> {});
    }

    private static Reply get(AdminServer admin, String target) {
        return new RawHttp(admin.address()).get(target);
    }

    /**
     * O12: `/readyz` is answered with 200 when the store can be read, HTTP is listened to and each mount answers, else with 503, and in both
     * cases with a line for each of them.
     */
    @Test
    void readinessNamesWhatIsNotReady() throws Exception {
        try (AdminServer admin = open(working("store"), working("http"))) {
            Reply reply = get(admin, "/readyz");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo("store: ready\nhttp: ready\n");
        }
        Probe gone = new Probe("mount", () -> {
            throw new IOException("the mount is gone");
        });
        Probe buggy = new Probe("bug", () -> {
            throw new IllegalStateException("secret");
        });
        try (AdminServer admin = open(working("store"), gone, buggy)) {
            Reply reply = get(admin, "/readyz");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.text()).isEqualTo("store: ready\nmount: the mount is gone\nbug: the probe failed\n");
        }
    }

    /**
     * O13: `/readyz` is answered within a second, also while the store or a mount hangs, and asking again and again while one hangs takes no
     * more threads.
     */
    @Test
    void aHungProbeCostsOneThreadAndNoTime() throws Exception {
        try (AdminServer admin = open(working("store"), new Probe("mount", this::hang))) {
            for (int i = 0; i < 20; i++) {
                long start = System.nanoTime();
                Reply reply = get(admin, "/readyz");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.text()).isEqualTo("store: ready\nmount: did not answer within 200 ms\n");
            }
            assertThat(checks).hasValue(1);
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("probe-mount")))
                    .hasSize(1);
            stalled.countDown();
            Await.until("it is ready again", () -> get(admin, "/readyz").status() == 200);
        }
    }

    /** O11: `/healthz` is answered with 200 as long as the process lives, whatever the store and the mounts do. */
    @Test
    void beingAliveNeedsNobodyElse() throws Exception {
        try (AdminServer admin = open(new Probe("store", this::hang))) {
            Reply reply = get(admin, "/healthz");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo("alive\n");
            assertThat(checks).hasValue(0);
        }
    }

    /** O10: The admin address answers GET and HEAD of `/healthz`, `/readyz` and `/metrics`, and what is wrong is said as elsewhere. */
    @Test
    void nothingElseIsAnswered() throws Exception {
        try (AdminServer admin = open()) {
            RawHttp http = new RawHttp(admin.address());
            assertThat(http.get("/").text()).isEqualTo("/healthz\n/metrics\n/readyz\n");
            assertThat(http.head("/metrics").status()).isEqualTo(200);
            assertThat(http.head("/healthz").body()).isEmpty();
            assertThat(http.send("POST", "/healthz").get("Allow")).hasValue("GET, HEAD");
            assertThat(http.send("DELETE", "/").status()).isEqualTo(405);
            Reply missing = http.get("/heal<script>");
            assertThat(missing.status()).isIn(400, 404);
            assertThat(missing.text()).doesNotContain("script");
            assertThat(missing.header()).doesNotContainKey("server").containsEntry("x-content-type-options", "nosniff");
        }
    }

    /** The pages of the gateway need a lenient reading of paths; here nothing does. */
    @ParameterizedTest
    @ValueSource(strings = {"/x%2f..%2fhealthz", "/x/..;/healthz", "//healthz", "/%68ealthz%00", "/a%5cb"})
    void dubiousPathsAreRefused(String target) throws Exception {
        try (AdminServer admin = open()) {
            assertThat(get(admin, target).status()).isEqualTo(400);
        }
    }

    /** O17: An admin address that other machines could reach is refused in one sentence. */
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:0", "[::]:0", "192.0.2.1:0"})
    void otherMachinesAreKeptOut(String address) {
        AdminHandler handler = new AdminHandler(new Metrics("0"), new Readiness(List.of(), Readiness.DEADLINE));
        assertThatThrownBy(() -> AdminServer.start(ListenAddress.parse(address), handler))
                .isInstanceOf(GatewayException.class)
                .hasMessage("the admin address " + address
                        + " would be open to other machines, and asks nobody who they are: take one like 127.0.0.1");
    }
}
