package dev.vitrine.gateway.http;

import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;

/** The digest of an entry in the header of its answer. */
public final class DigestHeader {
    private DigestHeader() {}

    public static void put(Entry entry, Exchange exchange) {
        DigestAttribute.of(entry)
                .ifPresent(attribute -> DigestAttribute.digest(entry)
                        .ifPresent(digest -> exchange.header().put(attribute.header(), digest.toString())));
    }
}
