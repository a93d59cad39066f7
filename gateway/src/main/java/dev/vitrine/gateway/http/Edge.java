package dev.vitrine.gateway.http;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Escaped;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what went wrong becomes an answer or a torn connection, a line in the log, and a count. Thread-safe. */
public final class Edge {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

    private final Map<HttpStatus, LongAdder> failures = adders();
    private final LongAdder torn = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private final LongAdder underWay = new LongAdder();

    private static Map<HttpStatus, LongAdder> adders() {
        Map<HttpStatus, LongAdder> adders = new EnumMap<>(HttpStatus.class);
        for (HttpStatus status : HttpStatus.values()) {
            adders.put(status, new LongAdder());
        }
        return adders;
    }

    /** What answers a request. */
    @FunctionalInterface
    public interface Answer {
        void to(Exchange exchange) throws IOException;
    }

    /** Lets the request be answered, and completes the callback in any case. Whatever waits for a disk is left to the executor. */
    @SuppressWarnings("CatchingUnchecked") // the broad catch of this window: a bug must not look like a whole answer
    public void guard(Exchange exchange, Callback callback, Answer answer, Executor patient) {
        underWay.increment();
        Callback counted = Callback.from(callback, underWay::decrement);
        try {
            answer.to(exchange);
            if (exchange.completesAtOnce()) {
                exchange.complete(counted);
            } else {
                patient.execute(() -> exchange.complete(counted));
            }
        } catch (Exception e) {
            settle(exchange, counted, e);
        }
    }

    /** How many requests failed through the server's fault, before or after the first byte. */
    public long failures() {
        return failures.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many of them failed in a way that has this status, whether or not there was still time to answer with it. */
    public long failures(HttpStatus status) {
        return Objects.requireNonNull(failures.get(status)).sum();
    }

    /** How many answers broke off after their first byte through the server's fault. */
    public long torn() {
        return torn.sum();
    }

    /** How many answers did not reach their end because the client went away or did not read. */
    public long abandoned() {
        return abandoned.sum();
    }

    /** How many requests are being answered now. */
    public long underWay() {
        return underWay.sum();
    }

    private void settle(Exchange exchange, Callback callback, Exception e) {
        report(exchange, e);
        if (exchange.response().isCommitted() || isClients(e)) {
            tear(exchange, callback, e);
            return;
        }
        exchange.startOver();
        ErrorAnswer.send(statusOf(e), exchange);
        exchange.complete(callback);
    }

    private void tear(Exchange exchange, Callback callback, Exception e) {
        (isClients(e) ? abandoned : torn).increment();
        Notes.torn(exchange.request());
        callback.failed(e);
    }

    private static HttpStatus statusOf(Exception e) {
        return e instanceof CastoreException castore ? HttpStatus.of(castore) : HttpStatus.INTERNAL_ERROR;
    }

    /** Reading the store throws nothing but castore exceptions, so what else is an I/O error comes from the connection. */
    private static boolean isClients(Exception e) {
        return e instanceof IOException && !(e instanceof CastoreException);
    }

    private void report(Exchange exchange, Exception e) {
        if (isClients(e)) {
            LOG.debug("{}: the connection broke: {}", line(exchange), e.toString());
            return;
        }
        HttpStatus status = statusOf(e);
        if (!status.isServerError()) {
            // Lazily: a client that looks for what is not there must cost next to nothing.
            LOG.atDebug()
                    .addArgument(() -> line(exchange))
                    .addArgument(status.code())
                    .addArgument(e.getMessage())
                    .log("{}: {} {}");
            return;
        }
        Objects.requireNonNull(failures.get(status)).increment();
        boolean torn = exchange.response().isCommitted();
        if (e instanceof CastoreException) {
            LOG.warn("{}: {}{}: {}", line(exchange), status.code(), torn ? " (torn)" : "", e.getMessage());
        } else {
            LOG.error("{}: {}{}", line(exchange), status.code(), torn ? " (torn)" : "", e);
        }
    }

    private static String line(Exchange exchange) {
        return Escaped.text(exchange.request().getMethod() + " "
                + exchange.request().getHttpURI().getPath());
    }
}
