package dev.vitrine.gateway.listing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.gateway.http.Coding;
import dev.vitrine.gateway.http.Conditions;
import dev.vitrine.gateway.http.EntityTag;
import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.Freshness;
import dev.vitrine.gateway.http.HttpStatus;
import dev.vitrine.gateway.path.Address;
import dev.vitrine.web.Pages;
import dev.vitrine.web.StaticFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** Answers with the files that pages refer to, which are compressed once, when this is made. Thread-safe. */
public final class StaticAnswer {
    private static final HttpField VARY = new HttpField(HttpHeader.VARY, "Accept-Encoding");

    private final Pages pages;
    private final Map<StaticFile, byte[]> compressed;

    public StaticAnswer(Pages pages) {
        this.pages = pages;
        compressed =
                pages.files().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), StaticAnswer::gzip));
    }

    private static byte[] gzip(StaticFile file) {
        ByteBuffer plain = file.asByteBuffer();
        byte[] bytes = new byte[plain.remaining()];
        plain.get(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Answers with the file, in the coding that the client likes best.
     *
     * @throws NotFound if there is none of that name
     */
    public void send(Address.StaticFile address, Exchange exchange) throws NotFound {
        StaticFile file = pages.file(new String(address.name().toByteArray(), ISO_8859_1))
                .orElseThrow(() -> new NotFound("there is no such static file"));
        Coding coding = Coding.of(exchange.asked());
        Optional<EntityTag> tag = Optional.of(EntityTag.ofStatic(file.name(), coding.token()));
        Freshness.FOR_EVER.describe(exchange);
        exchange.header().put(VARY);
        exchange.tag(tag);
        switch (Conditions.of(exchange.asked(), tag, Freshness.FOR_EVER.modified())) {
            case NOT_MODIFIED -> exchange.notModified();
            case FAILED -> ErrorAnswer.send(HttpStatus.PRECONDITION_FAILED, exchange);
            case MET -> sendContents(file, coding, exchange);
        }
    }

    private void sendContents(StaticFile file, Coding coding, Exchange exchange) {
        exchange.status(200);
        exchange.put(HttpHeader.CONTENT_TYPE, file.contentType());
        switch (coding) {
            case IDENTITY -> exchange.send(file.asByteBuffer());
            case GZIP -> {
                exchange.put(HttpHeader.CONTENT_ENCODING, coding.token());
                exchange.send(ByteBuffer.wrap(Objects.requireNonNull(compressed.get(file))));
            }
        }
    }
}
