package dev.vitrine.gateway.file;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.http.Conditions;
import dev.vitrine.gateway.http.DigestHeader;
import dev.vitrine.gateway.http.EntityTag;
import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.Extent;
import dev.vitrine.gateway.http.Freshness;
import dev.vitrine.gateway.http.HttpStatus;
import dev.vitrine.gateway.http.MediaTypes;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** Answers GET and HEAD of files: conditions, ranges, and the bytes. Thread-safe. */
public final class FileAnswer {
    /**
     * Served content comes from anyone, so a browser shows it as in a sandbox: no scripts, no forms, no plug-ins, no origin; images,
     * fonts and styles from here only.
     */
    private static final HttpField SANDBOX = new HttpField(
            "Content-Security-Policy",
            "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self' data:; font-src 'self' data:;"
                    + " style-src 'self' 'unsafe-inline'; form-action 'none'; base-uri 'none'");

    private static final HttpField RANGES = new HttpField(HttpHeader.ACCEPT_RANGES, "bytes");

    private final BlobTransfer transfer;

    public FileAnswer(BlobTransfer transfer) {
        this.transfer = transfer;
    }

    /**
     * Answers with the file.
     *
     * @param view which has it
     * @param name which tells the type
     * @param freshness of the address by which the file was asked for
     * @throws CastoreException also after a part of the file was sent; the connection must then be torn
     */
    public void send(CastoreView view, Entry.File file, PathComponent name, Freshness freshness, Exchange exchange)
            throws IOException {
        EntityTag tag = EntityTag.ofFile(file.node().digest());
        freshness.describe(exchange);
        describe(file, tag, exchange);
        switch (Conditions.of(exchange.asked(), Optional.of(tag), freshness.modified())) {
            case NOT_MODIFIED -> exchange.notModified();
            case FAILED -> ErrorAnswer.send(HttpStatus.PRECONDITION_FAILED, exchange);
            case MET -> sendContents(view, file, MediaTypes.of(name), freshness, exchange);
        }
    }

    private static void describe(Entry.File file, EntityTag tag, Exchange exchange) {
        exchange.tag(Optional.of(tag));
        exchange.header().put(RANGES);
        exchange.header().put(SANDBOX);
        DigestHeader.put(file, exchange);
    }

    /** Opens the blob for HEAD too, so that HEAD fails where GET would; but reads nothing of it then. */
    private void sendContents(CastoreView view, Entry.File file, String type, Freshness freshness, Exchange exchange)
            throws IOException {
        try (BlobReader blob = view.open(file)) {
            exchange.put(HttpHeader.CONTENT_TYPE, type);
            switch (extent(file, freshness, blob.size(), exchange)) {
                case Extent.Whole whole -> sendWhole(blob, exchange);
                case Extent.Part part -> sendPart(blob, part, exchange);
                case Extent.Parts parts ->
                    sendParts(blob, Multipart.of(file.node().digest(), type, parts.parts()), exchange);
                case Extent.Unsatisfiable nothing -> {
                    exchange.put(HttpHeader.CONTENT_RANGE, nothing.contentRange());
                    ErrorAnswer.send(HttpStatus.RANGE_NOT_SATISFIABLE, exchange);
                }
            }
        }
    }

    /** Ranges are defined for GET alone (RFC 9110, 14.2). */
    private static Extent extent(Entry.File file, Freshness freshness, long size, Exchange exchange) {
        EntityTag tag = EntityTag.ofFile(file.node().digest());
        return exchange.isHead()
                ? new Extent.Whole(size)
                : Extent.of(exchange.asked(), tag, freshness.modified(), size);
    }

    private void sendWhole(BlobReader blob, Exchange exchange) throws IOException {
        exchange.status(200);
        exchange.header().put(HttpHeader.CONTENT_LENGTH, blob.size());
        if (!exchange.isHead()) {
            transfer.send(blob, 0, blob.size(), exchange);
        }
    }

    private void sendPart(BlobReader blob, Extent.Part part, Exchange exchange) throws IOException {
        exchange.status(206);
        exchange.header().put(HttpHeader.CONTENT_LENGTH, part.length());
        exchange.put(HttpHeader.CONTENT_RANGE, part.contentRange());
        transfer.send(blob, part.first(), part.length(), exchange);
    }

    private void sendParts(BlobReader blob, Multipart body, Exchange exchange) throws IOException {
        exchange.status(206);
        exchange.header().put(HttpHeader.CONTENT_LENGTH, body.length());
        exchange.put(HttpHeader.CONTENT_TYPE, body.contentType());
        transfer.send(blob, body, exchange);
    }
}
