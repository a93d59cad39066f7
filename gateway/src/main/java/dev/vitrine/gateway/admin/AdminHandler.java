package dev.vitrine.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.HttpStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers whoever watches the process: a probe, a collector of metrics, a person. Thread-safe; blocks. */
public final class AdminHandler extends Handler.Abstract {
    private static final String TEXT = "text/plain;charset=utf-8";
    private static final String ALLOWED = "GET, HEAD";
    private static final String INDEX = "/healthz\n/metrics\n/readyz\n";

    private final MetricsPage metrics;
    private final Readiness readiness;

    public AdminHandler(Metrics metrics, Readiness readiness) {
        this.metrics = new MetricsPage(metrics);
        this.readiness = readiness;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Exchange exchange = Exchange.of(request, response);
        if (isRead(request.getMethod())) {
            answer(exchange);
        } else {
            exchange.put(HttpHeader.ALLOW, ALLOWED);
            ErrorAnswer.send(HttpStatus.METHOD_NOT_ALLOWED, exchange);
        }
        exchange.complete(callback);
        return true;
    }

    private static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private void answer(Exchange exchange) throws IOException, InterruptedException {
        switch (exchange.request().getHttpURI().getPath()) {
            case "/" -> send(200, INDEX, exchange);
            case "/healthz" -> send(200, "alive\n", exchange);
            case "/readyz" -> sendReadiness(exchange);
            case "/metrics" -> metrics.send(exchange);
            default -> ErrorAnswer.send(HttpStatus.NOT_FOUND, exchange);
        }
    }

    private void sendReadiness(Exchange exchange) throws InterruptedException {
        Map<String, Optional<String>> answers = readiness.ask();
        boolean ready = answers.values().stream().allMatch(Optional::isEmpty);
        String lines = answers.entrySet().stream()
                .map(answer -> answer.getKey() + ": " + answer.getValue().orElse("ready") + "\n")
                .collect(Collectors.joining());
        send(ready ? 200 : HttpStatus.UNAVAILABLE.code(), lines, exchange);
    }

    private static void send(int status, String text, Exchange exchange) {
        exchange.status(status);
        exchange.put(HttpHeader.CONTENT_TYPE, TEXT);
        exchange.send(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }
}
