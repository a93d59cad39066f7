package dev.vitrine.gateway.admin;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;

/**
 * Counts requests by method and status, their time and their bytes. Every request passes here, so each counter is found by an index and
 * not by its labels. Thread-safe.
 */
final class RequestMetrics implements RequestLog {
    /** In seconds: a small file takes a tenth of the first, a big one on a slow line more than the last. */
    private static final double[] BUCKETS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
    };

    private static final int STATUSES = 600;
    private static final double NANOS = 1e9;

    private final Map<MethodLabel, OfMethod> methods = new EnumMap<>(MethodLabel.class);
    private final Counter bytes;

    RequestMetrics(PrometheusRegistry registry) {
        Counter requests = Counter.builder()
                .name("vitrine_http_requests")
                .help("Requests that have ended, by method and status.")
                .labelNames("method", "status")
                .withoutExemplars()
                .register(registry);
        Histogram durations = Histogram.builder()
                .name("vitrine_http_request_duration_seconds")
                .unit(Unit.SECONDS)
                .help("How long requests took, from their first byte to the last of the answer, by method.")
                .labelNames("method")
                .classicOnly()
                .classicUpperBounds(BUCKETS)
                .withoutExemplars()
                .register(registry);
        for (MethodLabel method : MethodLabel.values()) {
            methods.put(method, new OfMethod(method, requests, durations));
        }
        bytes = Counter.builder()
                .name("vitrine_http_sent_bytes")
                .unit(Unit.BYTES)
                .help("Bytes of bodies that were given to connections.")
                .withoutExemplars()
                .register(registry);
    }

    @Override
    public void log(Request request, Response response) {
        count(
                MethodLabel.of(request.getMethod()),
                response.getStatus(),
                Response.getContentBytesWritten(response),
                NanoTime.since(request.getBeginNanoTime()));
    }

    void count(MethodLabel method, int status, long sent, long nanos) {
        OfMethod ofMethod = Objects.requireNonNull(methods.get(method));
        ofMethod.counter(status).inc();
        ofMethod.durations.observe(nanos / NANOS);
        bytes.inc(sent);
    }

    /** What is counted apart for a method. */
    private static final class OfMethod {
        private final String method;
        private final Counter requests;
        private final AtomicReferenceArray<CounterDataPoint> byStatus = new AtomicReferenceArray<>(STATUSES);
        private final DistributionDataPoint durations;

        private OfMethod(MethodLabel method, Counter requests, Histogram durations) {
            this.method = method.text();
            this.requests = requests;
            this.durations = durations.labelValues(method.text());
        }

        /** Two threads that are first at once get the same counter from the registry. */
        private CounterDataPoint counter(int status) {
            int index = status < 0 || status >= STATUSES ? 0 : status;
            CounterDataPoint known = byStatus.get(index);
            if (known == null) {
                known = requests.labelValues(method, Integer.toString(index));
                byStatus.set(index, known);
            }
            return known;
        }
    }
}
