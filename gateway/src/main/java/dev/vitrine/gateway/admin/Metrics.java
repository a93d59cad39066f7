package dev.vitrine.gateway.admin;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.server.RequestLog;

/**
 * What is counted and measured, under the names that Prometheus gives such things. Most of it is asked for only when somebody looks, by
 * functions that must be quick. The values of a label must be few and chosen by us. Thread-safe.
 */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final RequestMetrics requests = new RequestMetrics(registry);

    /**
     * Those of the process, and of requests once a gateway is watched.
     *
     * @param version of this program
     */
    public Metrics(String version) {
        Info.builder()
                .name("vitrine_build")
                .help("The version of the program and of the Java that runs it.")
                .labelNames("version", "java")
                .register(registry)
                .setLabelValues(version, Runtime.version().toString());
        ProcessMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
    }

    /** Adds a number that only grows. Its name is without the {@code _total} that a reader finds at its end. */
    public void counter(String name, String help, LongSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    /** Adds numbers that only grow, told apart by a label. */
    public void counters(String name, String help, String label, Supplier<Map<String, Long>> values) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.get().forEach((text, value) -> callback.call(value, text)))
                .register(registry);
    }

    /** Adds numbers that only grow, told apart by several labels, whose values come in the same order. */
    public void counters(String name, String help, List<String> labels, Supplier<Map<List<String>, Long>> values) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(callback ->
                        values.get().forEach((texts, value) -> callback.call(value, texts.toArray(String[]::new))))
                .register(registry);
    }

    /** Adds a number that goes up and down. */
    public void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    /** Adds numbers that go up and down, told apart by a label. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Long>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.get().forEach((text, value) -> callback.call(value, text)))
                .register(registry);
    }

    /** Counts the requests that it is told of. */
    RequestLog requests() {
        return requests;
    }

    /** All of it as it is now. */
    MetricSnapshots now() {
        return registry.scrape();
    }
}
