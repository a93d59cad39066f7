package dev.vitrine.gateway.file;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.gateway.http.Conditions;
import dev.vitrine.gateway.http.DigestHeader;
import dev.vitrine.gateway.http.EntityTag;
import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.Extent;
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

    private final ReprDigest reprDigest = new ReprDigest();
    private final BlobTransfer transfer;

    public FileAnswer(BlobTransfer transfer) {
        this.transfer = transfer;
    }

    /**
     * Answers with the file.
     *
     * @throws CastoreException also after a part of the file was sent; the connection must then be torn
     */
    public void send(FileAt at, Exchange exchange) throws IOException {
        EntityTag tag = tag(at);
        describe(at, tag, exchange);
        switch (Conditions.of(exchange.asked(), Optional.of(tag), at.freshness().modified())) {
            case NOT_MODIFIED -> {
                reprDigest.putKnown(at, exchange);
                exchange.notModified();
            }
            case FAILED -> ErrorAnswer.send(HttpStatus.PRECONDITION_FAILED, exchange);
            case MET -> sendContents(at, exchange);
        }
    }

    private static EntityTag tag(FileAt at) {
        return EntityTag.ofFile(at.file().node().digest());
    }

    private static void describe(FileAt at, EntityTag tag, Exchange exchange) {
        at.freshness().describe(exchange);
        exchange.tag(Optional.of(tag));
        exchange.header().put(RANGES);
        exchange.header().put(SANDBOX);
        DigestHeader.put(at.file(), exchange);
    }

    /** Opens the blob for HEAD too, so that HEAD fails where GET would; but sends nothing of it then. */
    private void sendContents(FileAt at, Exchange exchange) throws IOException {
        try (BlobReader blob = at.view().open(at.file())) {
            switch (extent(at, blob.size(), exchange)) {
                case Extent.Whole whole -> sendWhole(blob, at, exchange);
                case Extent.Part part -> sendPart(blob, part, at, exchange);
                case Extent.Parts parts -> sendParts(blob, parts, at, exchange);
                case Extent.Unsatisfiable nothing -> {
                    exchange.put(HttpHeader.CONTENT_RANGE, nothing.contentRange());
                    ErrorAnswer.send(HttpStatus.RANGE_NOT_SATISFIABLE, exchange);
                }
            }
        }
    }

    /** Ranges are defined for GET alone (RFC 9110, 14.2). */
    private static Extent extent(FileAt at, long size, Exchange exchange) {
        return exchange.isHead() || !exchange.asked().contains(HttpHeader.RANGE)
                ? new Extent.Whole(size)
                : Extent.of(exchange.asked(), tag(at), at.freshness().modified(), size);
    }

    private void sendWhole(BlobReader blob, FileAt at, Exchange exchange) throws IOException {
        begin(200, blob.size(), MediaTypes.of(at.name()), at, exchange);
        if (!exchange.isHead()) {
            ContentDigest.putWhole(at, exchange);
            transfer.send(blob, 0, blob.size(), exchange);
        }
    }

    private void sendPart(BlobReader blob, Extent.Part part, FileAt at, Exchange exchange) throws IOException {
        begin(206, part.length(), MediaTypes.of(at.name()), at, exchange);
        exchange.put(HttpHeader.CONTENT_RANGE, part.contentRange());
        ContentDigest.putPart(blob, part, exchange);
        transfer.send(blob, part.first(), part.length(), exchange);
    }

    private void sendParts(BlobReader blob, Extent.Parts parts, FileAt at, Exchange exchange) throws IOException {
        Multipart body = Multipart.of(at.file().node().digest(), MediaTypes.of(at.name()), parts.parts());
        begin(206, body.length(), body.contentType(), at, exchange);
        ContentDigest.putParts(blob, body, exchange);
        transfer.send(blob, body, exchange);
    }

    private void begin(int status, long length, String type, FileAt at, Exchange exchange) throws CastoreException {
        exchange.status(status);
        exchange.put(HttpHeader.CONTENT_TYPE, type);
        exchange.header().put(HttpHeader.CONTENT_LENGTH, length);
        reprDigest.put(at, exchange);
    }
}
