package dev.vitrine.gateway.http;

import dev.vitrine.castore.view.Attributes;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * How long what is at an address stays what it is (RFC 9111, 4.2), and what can be said of the time of its last change. Immutable.
 *
 * <p>The store keeps no times, so every file has the same. Under a root name that says nothing: who asks by date alone would be told that
 * nothing has changed when the root was replaced. So there no time is given, and conditions by date are ignored.
 */
public final class Freshness {
    /** Under a name that may stand for something else at the next request: every use is asked for again. */
    public static final Freshness UNDER_A_NAME =
            new Freshness(cacheControl("no-cache"), cacheControl("no-cache"), Optional.empty());

    /**
     * At an address that names the content itself: caches never ask again (RFC 8246), but what was given for credentials is kept by that
     * client alone (RFC 9111, 3.5).
     */
    public static final Freshness FOR_EVER = new Freshness(
            cacheControl("public, max-age=31536000, immutable"),
            cacheControl("private, max-age=31536000, immutable"),
            Optional.of(Attributes.TIME));

    private final HttpField forAll;
    private final HttpField forCredentials;
    private final Optional<Instant> modified;
    private final Optional<HttpField> lastModified;

    private Freshness(HttpField forAll, HttpField forCredentials, Optional<Instant> modified) {
        this.forAll = forAll;
        this.forCredentials = forCredentials;
        this.modified = modified;
        this.lastModified =
                modified.map(time -> new PreEncodedHttpField(HttpHeader.LAST_MODIFIED, DateGenerator.formatDate(time)));
    }

    private static HttpField cacheControl(String value) {
        return new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, value);
    }

    /** When the content was changed last; empty where nobody can know. */
    public Optional<Instant> modified() {
        return modified;
    }

    /** Says so in the header of an answer. */
    public void describe(Exchange exchange) {
        exchange.header().put(exchange.asked().contains(HttpHeader.AUTHORIZATION) ? forCredentials : forAll);
        lastModified.ifPresent(exchange.header()::put);
    }
}
