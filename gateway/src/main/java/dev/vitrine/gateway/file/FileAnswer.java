package dev.vitrine.gateway.file;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.gateway.http.Conditions;
import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.Extent;
import dev.vitrine.gateway.http.HttpStatus;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** Answers GET and HEAD of files: conditions, ranges, and the bytes. Thread-safe. */
public final class FileAnswer {
    private final ReprDigest reprDigest = new ReprDigest();
    private final HotBlobs blobs;
    private final BlobTransfer transfer;

    public FileAnswer(HotBlobs blobs, BlobTransfer transfer) {
        this.blobs = blobs;
        this.transfer = transfer;
    }

    /** What opens a blob. */
    @FunctionalInterface
    private interface Contents {
        BlobReader open() throws CastoreException;
    }

    /**
     * Answers with the file.
     *
     * @throws CastoreException also after a part of the file was sent; the connection must then be torn
     */
    public void send(FileAt at, Exchange exchange) throws IOException {
        send(at, () -> blobs.open(at.view(), at.file()), exchange);
    }

    /** Answers with a file at hand, and waits for nothing. Closes it. */
    public void send(HotFile hot, Exchange exchange) throws IOException {
        try (hot) {
            send(hot.at(), hot.blob()::share, exchange);
        }
    }

    private void send(FileAt at, Contents contents, Exchange exchange) throws IOException {
        at.describe(exchange);
        switch (Conditions.of(
                exchange.asked(), Optional.of(at.tag()), at.freshness().modified())) {
            case NOT_MODIFIED -> {
                reprDigest.putKnown(at, exchange);
                exchange.notModified();
            }
            case FAILED -> ErrorAnswer.send(HttpStatus.PRECONDITION_FAILED, exchange);
            case MET -> sendContents(at, contents, exchange);
        }
    }

    /** Opens the blob for HEAD too, so that HEAD fails where GET would; but sends nothing of it then. */
    private void sendContents(FileAt at, Contents contents, Exchange exchange) throws IOException {
        try (BlobReader blob = contents.open()) {
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
                : Extent.of(exchange.asked(), at.tag(), at.freshness().modified(), size);
    }

    private void sendWhole(BlobReader blob, FileAt at, Exchange exchange) throws IOException {
        begin(200, blob.size(), at.type(), at, exchange);
        if (!exchange.isHead()) {
            ContentDigest.putWhole(at, exchange);
            transfer.send(blob, 0, blob.size(), exchange);
        }
    }

    private void sendPart(BlobReader blob, Extent.Part part, FileAt at, Exchange exchange) throws IOException {
        begin(206, part.length(), at.type(), at, exchange);
        exchange.put(HttpHeader.CONTENT_RANGE, part.contentRange());
        ContentDigest.putPart(blob, part, exchange);
        transfer.send(blob, part.first(), part.length(), exchange);
    }

    private void sendParts(BlobReader blob, Extent.Parts parts, FileAt at, Exchange exchange) throws IOException {
        Multipart body = Multipart.of(at.file().node().digest(), at.type().getValue(), parts.parts());
        begin(206, body.length(), new HttpField(HttpHeader.CONTENT_TYPE, body.contentType()), at, exchange);
        ContentDigest.putParts(blob, body, exchange);
        transfer.send(blob, body, exchange);
    }

    private void begin(int status, long length, HttpField type, FileAt at, Exchange exchange) throws CastoreException {
        exchange.status(status);
        exchange.header().put(type);
        exchange.header().put(HttpHeader.CONTENT_LENGTH, length);
        reprDigest.put(at, exchange);
    }
}
