package dev.vitrine.gateway.listing;

import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.path.RequestPath;
import dev.vitrine.web.Pages;
import dev.vitrine.web.StaticFile;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Answers for the addresses that no root can have, because their first name is reserved: {@code /.castore/static/NAME} is a file that
 * pages refer to. Thread-safe.
 */
public final class Reserved {
    private static final String NAME = ".castore";
    private static final String STATIC = "static";

    /** The name of a static file changes with its bytes. */
    private static final HttpField FOR_EVER =
            new HttpField(HttpHeader.CACHE_CONTROL, "public, max-age=31536000, immutable");

    private final Pages pages;

    public Reserved(Pages pages) {
        this.pages = pages;
    }

    /** Where a static file is, seen from the top. */
    public static String pathOf(StaticFile file) {
        return NAME + "/" + STATIC + "/" + file.name();
    }

    public static boolean has(CastorePath path) {
        return !path.isTop() && path.components().getFirst().toString().equals(NAME);
    }

    public void send(RequestPath path, Exchange exchange) throws IOException {
        List<String> names =
                path.path().components().stream().map(PathComponent::toString).toList();
        if (path.slash() || names.size() != 3 || !names.get(1).equals(STATIC)) {
            throw new NotFound("nothing is at that reserved address");
        }
        send(pages.file(names.get(2)).orElseThrow(() -> new NotFound("no such static file")), exchange);
    }

    private static void send(StaticFile file, Exchange exchange) throws IOException {
        exchange.status(200);
        exchange.header().put(FOR_EVER);
        exchange.put(HttpHeader.CONTENT_TYPE, file.contentType());
        exchange.send(file.asByteBuffer());
    }
}
