package dev.vitrine.gateway.http;

import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The digest of an entry in the header of its answer. */
public final class DigestHeader {
    private DigestHeader() {}

    public static void put(Entry entry, Exchange exchange) {
        DigestAttribute.of(entry)
                .ifPresent(attribute -> DigestAttribute.digest(entry)
                        .ifPresent(digest -> exchange.header().put(attribute.header(), digest.toString())));
    }

    /** The field for a file, ready to be sent many times. */
    public static HttpField ofFile(Entry.File file) {
        return new PreEncodedHttpField(
                DigestAttribute.BLOB.header(), file.node().digest().toString());
    }
}
