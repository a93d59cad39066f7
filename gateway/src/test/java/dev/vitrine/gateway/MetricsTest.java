package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.gateway.FaultyBlobs.Fault;
import dev.vitrine.gateway.RawHttp.Reply;
import dev.vitrine.gateway.admin.AdminHandler;
import dev.vitrine.gateway.admin.Metrics;
import dev.vitrine.gateway.admin.Readiness;
import dev.vitrine.gateway.admin.Watch;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {
    private final FaultyBlobs blobs = new FaultyBlobs();
    private Served served;
    private AdminServer admin;

    @BeforeEach
    void serve() throws Exception {
        Metrics metrics = new Metrics("1.2.3");
        served = Served.watched(new Watch(Optional.empty(), Optional.of(metrics)), blobs);
        Readiness readiness = new Readiness(List.of(), Readiness.DEADLINE);
        admin = AdminServer.start(ListenAddress.ANY_LOOPBACK_PORT, new AdminHandler(metrics, readiness));
        served.root("small", served.file("small")).root("big", served.file(new byte[1 << 20]));
    }

    @AfterEach
    void close() {
        admin.close();
        served.close();
    }

    private Reply scrape(String... fields) {
        return new RawHttp(admin.address()).get("/metrics", fields);
    }

    private Exposition metrics() {
        return Exposition.parse(scrape().text());
    }

    /** A request is counted just after its answer has ended. */
    private void awaitMetric(String sample, double value) {
        Await.until(sample + " is " + value, () -> {
            Exposition now = metrics();
            return now.samples().contains(sample) && now.get(sample) == value;
        });
    }

    /** O14: `/metrics` is in the text form of Prometheus, or in that of OpenMetrics for who asks for it. */
    @Test
    void theFormIsThatOfPrometheus() {
        Reply plain = scrape();
        assertThat(plain.get("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(Exposition.parse(plain.text()).samples()).hasSizeGreaterThan(40);
        Reply open = scrape("Accept: application/openmetrics-text; version=1.0.0");
        assertThat(open.get("Content-Type")).hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.text()).endsWith("# EOF\n");
    }

    /**
     * O15: The metrics count requests by method and status, their time and the bytes of their answers, failures by kind and answers that
     * were torn, and say how many requests and connections there are now.
     */
    @Test
    void requestsAreCounted() throws Exception {
        served.http().get("/small");
        served.http().get("/small");
        served.http().head("/none");
        awaitMetric("vitrine_http_requests_total{method=\"GET\",status=\"200\"}", 2);
        awaitMetric("vitrine_http_requests_total{method=\"HEAD\",status=\"404\"}", 1);
        awaitMetric("vitrine_http_sent_bytes_total", 10);
        Exposition now = metrics();
        assertThat(now.get("vitrine_http_request_duration_seconds_count{method=\"GET\"}"))
                .isEqualTo(2);
        assertThat(now.get("vitrine_http_request_duration_seconds_bucket{method=\"GET\",le=\"+Inf\"}"))
                .isEqualTo(2);
        assertThat(now.get("vitrine_http_request_duration_seconds_sum{method=\"GET\"}"))
                .isPositive();
        assertThat(now.get("vitrine_http_requests_in_progress")).isZero();
        try (Socket one = served.http().connect();
                Socket two = served.http().connect()) {
            assertThat(one.getPort()).isEqualTo(two.getPort());
            awaitMetric("vitrine_http_connections", 2);
        }
        awaitMetric("vitrine_http_connections", 0);
    }

    @Test
    void failuresAreCountedByKind() {
        blobs.fault = Fault.UNREACHABLE;
        served.http().get("/small");
        blobs.fault = Fault.SLOW;
        served.http().get("/small");
        blobs.fault = Fault.NONE;
        blobs.brokenFrom = 1 << 19;
        served.http().get("/big");
        awaitMetric("vitrine_http_torn_answers_total{by=\"server\"}", 1);
        Exposition now = metrics();
        assertThat(now.get("vitrine_http_torn_answers_total{by=\"client\"}")).isZero();
        assertThat(now.get("vitrine_http_failures_total{kind=\"unavailable\"}")).isEqualTo(1);
        assertThat(now.get("vitrine_http_failures_total{kind=\"deadline\"}")).isEqualTo(1);
        assertThat(now.get("vitrine_http_failures_total{kind=\"corrupt\"}")).isEqualTo(1);
        assertThat(now.get("vitrine_http_failures_total{kind=\"internal\"}")).isZero();
    }

    @Test
    void requestsUnderWayAreCounted() throws Exception {
        served.root("huge", served.file(new byte[32 << 20]));
        try (Socket slow = served.http().connect()) {
            slow.getOutputStream().write("GET /huge HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            awaitMetric("vitrine_http_requests_in_progress", 1);
        }
        awaitMetric("vitrine_http_requests_in_progress", 0);
        awaitMetric("vitrine_http_torn_answers_total{by=\"client\"}", 1);
    }

    /** O16: No label of a metric has a value that a client chose. */
    @Test
    void clientsChooseNoLabels() {
        served.http().get("/small");
        awaitMetric("vitrine_http_requests_total{method=\"GET\",status=\"200\"}", 1);
        served.http().send("EVIL", "/");
        int before = metrics().samples().size();
        for (int i = 0; i < 20; i++) {
            served.http().send("EVIL" + i, "/" + i);
        }
        awaitMetric("vitrine_http_requests_total{method=\"other\",status=\"501\"}", 21);
        assertThat(metrics().samples())
                .hasSizeLessThanOrEqualTo(before + 1)
                .noneMatch(sample -> sample.contains("EVIL"));
    }

    @Test
    void theProcessTellsOfItself() {
        Exposition now = metrics();
        assertThat(now.samples())
                .anyMatch(sample ->
                        sample.startsWith("vitrine_build_info{java=\"25") && sample.endsWith("version=\"1.2.3\"}"));
        assertThat(now.get("jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
        assertThat(now.get("jvm_threads_current")).isPositive();
        assertThat(now.get("process_resident_memory_bytes")).isPositive();
    }
}
