package dev.vitrine.gateway.admin;

import dev.vitrine.gateway.http.Exchange;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;

/** The metrics as text: in the OpenMetrics form for who asks for it, else in that of Prometheus. Thread-safe. */
final class MetricsPage {
    private final ExpositionFormatWriter prometheus = PrometheusTextFormatWriter.create();
    private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
    private final Metrics metrics;

    MetricsPage(Metrics metrics) {
        this.metrics = metrics;
    }

    void send(Exchange exchange) throws IOException {
        ExpositionFormatWriter writer =
                openMetrics.accepts(exchange.asked().get(HttpHeader.ACCEPT)) ? openMetrics : prometheus;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, metrics.now());
        exchange.status(200);
        exchange.put(HttpHeader.CONTENT_TYPE, writer.getContentType());
        exchange.put(HttpHeader.VARY, HttpHeader.ACCEPT.asString());
        exchange.send(ByteBuffer.wrap(text.toByteArray()));
    }
}
