package dev.vitrine.gateway.file;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.http.DigestHeader;
import dev.vitrine.gateway.http.EntityTag;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.Freshness;
import dev.vitrine.gateway.http.MediaTypes;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** A file, as it is shown at an address, with what every answer about it says, ready to be sent. Immutable. */
public final class FileAt {
    /**
     * Served content comes from anyone, so a browser shows it as in a sandbox: no scripts, no forms, no plug-ins, no origin; images,
     * fonts and styles from here only.
     */
    private static final HttpField SANDBOX = new PreEncodedHttpField(
            "Content-Security-Policy",
            "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self' data:; font-src 'self' data:;"
                    + " style-src 'self' 'unsafe-inline'; form-action 'none'; base-uri 'none'");

    private static final HttpField RANGES = new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes");

    private final CastoreView view;
    private final Entry.File file;
    private final Freshness freshness;
    private final EntityTag tag;
    private final HttpField type;
    private final List<HttpField> description;

    /**
     * The file at an address.
     *
     * @param view which has it
     * @param name which tells the type
     * @param freshness of the address
     */
    public FileAt(CastoreView view, Entry.File file, PathComponent name, Freshness freshness) {
        this.view = view;
        this.file = file;
        this.freshness = freshness;
        this.tag = EntityTag.ofFile(file.node().digest());
        this.type = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, MediaTypes.of(name));
        this.description = List.of(
                new PreEncodedHttpField(HttpHeader.ETAG, tag.value()), RANGES, SANDBOX, DigestHeader.ofFile(file));
    }

    CastoreView view() {
        return view;
    }

    Entry.File file() {
        return file;
    }

    Freshness freshness() {
        return freshness;
    }

    EntityTag tag() {
        return tag;
    }

    HttpField type() {
        return type;
    }

    /** Puts what every answer about the file says into the header, whatever its status. */
    void describe(Exchange exchange) {
        freshness.describe(exchange);
        description.forEach(exchange.header()::put);
    }
}
