package dev.vitrine.gateway;

import dev.vitrine.gateway.admin.Metrics;
import dev.vitrine.gateway.http.Edge;
import dev.vitrine.gateway.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the gateway counts anyway, as metrics. */
final class GatewayMetrics {
    private GatewayMetrics() {}

    static void register(Metrics metrics, Edge edge, JettyServer server) {
        metrics.gauge("vitrine_http_requests_in_progress", "Requests that are being answered.", edge::underWay);
        metrics.gauge("vitrine_http_connections", "Connections that are open.", server::connections);
        metrics.counters(
                "vitrine_http_failures",
                "Requests that failed through the server's fault, before or after the first byte, by kind.",
                "kind",
                () -> failures(edge));
        metrics.counters(
                "vitrine_http_torn_answers",
                "Answers that did not reach their end, by whose doing.",
                "by",
                () -> Map.of("server", edge.torn(), "client", edge.abandoned()));
    }

    private static Map<String, Long> failures(Edge edge) {
        Map<String, Long> kinds = new LinkedHashMap<>();
        kinds.put("corrupt", edge.failures(HttpStatus.BAD_GATEWAY));
        kinds.put("unavailable", edge.failures(HttpStatus.UNAVAILABLE));
        kinds.put("deadline", edge.failures(HttpStatus.GATEWAY_TIMEOUT));
        kinds.put("internal", edge.failures(HttpStatus.INTERNAL_ERROR));
        return kinds;
    }
}
