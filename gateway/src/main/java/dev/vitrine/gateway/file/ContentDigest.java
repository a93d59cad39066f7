package dev.vitrine.gateway.file;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.checksum.Effort;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.gateway.http.DigestAlgorithm;
import dev.vitrine.gateway.http.DigestWish;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The field {@code Content-Digest}: a digest of exactly the bytes that are sent (RFC 9530, 2), by the algorithm that the client wants
 * most. Only where it asks for one: what is sent of a range is read twice for that.
 */
final class ContentDigest {
    /** Of longer ranges nobody gets a digest: it must be known before the first byte is sent. */
    static final long LONGEST_RANGE = 16L << 20;

    private static final String FIELD = "Content-Digest";
    private static final int BUFFER = 64 << 10;

    private ContentDigest() {}

    /** Puts the field into the header of an answer that sends the whole file: its digest is that of the file. */
    static void putWhole(FileAt at, Exchange exchange) throws CastoreException {
        Optional<DigestAlgorithm> wanted = wanted(exchange);
        if (wanted.isEmpty()) {
            return;
        }
        boolean known = wanted.get() == DigestAlgorithm.BLAKE3;
        Optional<Checksums> checksums = known ? Optional.empty() : ReprDigest.checksums(at, Effort.WAIT);
        if (known || checksums.isPresent()) {
            put(wanted.get(), ReprDigest.value(wanted.get(), at.file().node().digest(), checksums), exchange);
        }
    }

    /** Puts the field into the header of an answer that sends a range. */
    static void putPart(BlobReader blob, Extent.Part part, Exchange exchange) throws IOException {
        put(part.length(), transfer -> transfer.send(part), blob, exchange);
    }

    /** Puts the field into the header of an answer that sends several ranges: their heads and delimiters belong to what is sent. */
    static void putParts(BlobReader blob, Multipart body, Exchange exchange) throws IOException {
        put(body.length(), transfer -> transfer.send(body), blob, exchange);
    }

    private interface Sending {
        void through(PartsTransfer transfer) throws IOException;
    }

    @SuppressWarnings(
            "ThreadPriorityCheck") // a virtual thread that only computes would keep its carrier for all of the range
    private static void put(long length, Sending sending, BlobReader blob, Exchange exchange) throws IOException {
        Optional<DigestAlgorithm> wanted = wanted(exchange);
        if (wanted.isPresent() && length <= LONGEST_RANGE) {
            Hasher hasher = Hasher.of(wanted.get());
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, BUFFER));
            sending.through(new PartsTransfer(blob, buffer, (last, bytes) -> {
                hasher.update(bytes);
                Thread.yield();
            }));
            put(wanted.get(), hasher.finish(), exchange);
        }
    }

    private static Optional<DigestAlgorithm> wanted(Exchange exchange) {
        return DigestWish.of(exchange.asked(), DigestWish.CONTENT)
                .flatMap(wish -> wish.wanted().stream().findFirst());
    }

    private static void put(DigestAlgorithm algorithm, byte[] value, Exchange exchange) {
        exchange.header().put(FIELD, algorithm.member(value));
    }
}
