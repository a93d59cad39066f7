package dev.vitrine.gateway.listing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.Freshness;
import dev.vitrine.gateway.path.Address;
import dev.vitrine.web.Pages;
import dev.vitrine.web.StaticFile;
import java.io.IOException;
import org.eclipse.jetty.http.HttpHeader;

/** Answers with the files that pages refer to. Their names change with their bytes. Thread-safe. */
public final class StaticAnswer {
    private final Pages pages;

    public StaticAnswer(Pages pages) {
        this.pages = pages;
    }

    /**
     * Answers with the file.
     *
     * @throws NotFound if there is none of that name
     */
    public void send(Address.StaticFile address, Exchange exchange) throws IOException {
        StaticFile file = pages.file(new String(address.name().toByteArray(), ISO_8859_1))
                .orElseThrow(() -> new NotFound("there is no such static file"));
        exchange.status(200);
        Freshness.FOR_EVER.describe(exchange);
        exchange.put(HttpHeader.CONTENT_TYPE, file.contentType());
        exchange.send(file.asByteBuffer());
    }
}
