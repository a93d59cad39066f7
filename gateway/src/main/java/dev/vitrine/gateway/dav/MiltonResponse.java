package dev.vitrine.gateway.dav;

import dev.vitrine.gateway.http.Exchange;
import io.milton.http.AbstractResponse;
import io.milton.http.Cookie;
import io.milton.http.Response;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a PROPFIND as Milton fills it: status and header go to the exchange; the body is {@link Multistatus}' own. */
final class MiltonResponse extends AbstractResponse {
    private final Exchange exchange;
    private @Nullable Status status;

    MiltonResponse(Exchange exchange) {
        this.exchange = exchange;
    }

    Exchange exchange() {
        return exchange;
    }

    @Override
    public void setStatus(Status to) {
        status = to;
        exchange.status(to.code);
    }

    @Override
    public @Nullable Status getStatus() {
        return status;
    }

    @Override
    public void setNonStandardHeader(String name, String value) {
        exchange.header().put(name, value);
    }

    @Override
    public @Nullable String getNonStandardHeader(String name) {
        return exchange.header().get(name);
    }

    @Override
    public Map<String, String> getHeaders() {
        Map<String, String> headers = new HashMap<>();
        exchange.header().forEach(field -> headers.put(field.getName(), field.getValue()));
        return headers;
    }

    @Override
    public OutputStream getOutputStream() {
        throw unexpected();
    }

    @Override
    public void setAuthenticateHeader(List<String> challenges) {
        throw unexpected();
    }

    @Override
    public void sendError(Response.Status to, String message) {
        throw unexpected();
    }

    @Override
    public Cookie setCookie(Cookie cookie) {
        throw unexpected();
    }

    @Override
    public Cookie setCookie(String name, String value) {
        throw unexpected();
    }

    @Override
    public void close() {}

    private static IllegalStateException unexpected() {
        return new IllegalStateException("Milton wanted to answer by itself");
    }
}
