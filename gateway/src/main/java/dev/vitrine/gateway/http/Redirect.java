package dev.vitrine.gateway.http;

import org.eclipse.jetty.http.HttpHeader;

/** Sends a client on to the one address of what it asked for. The reference is relative, so that it holds behind a proxy too. */
public final class Redirect {
    private static final char FIRST_PRINTABLE = 0x21;
    private static final char LAST_PRINTABLE = 0x7e;

    private Redirect() {}

    /**
     * Answers with 301.
     *
     * @param reference to the other address, without a query; that of the request goes along
     */
    public static void send(String reference, Exchange exchange) {
        exchange.status(301);
        exchange.put(HttpHeader.LOCATION, reference + query(exchange));
        exchange.header().put(HttpHeader.CONTENT_LENGTH, 0);
    }

    /** Only what may stand in a header. */
    private static String query(Exchange exchange) {
        String query = exchange.request().getHttpURI().getQuery();
        boolean plain = query != null && query.chars().allMatch(c -> c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE);
        return plain ? "?" + query : "";
    }
}
