package dev.vitrine.gateway.listing;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import dev.vitrine.gateway.http.Accept;
import dev.vitrine.gateway.http.Conditions;
import dev.vitrine.gateway.http.DigestHeader;
import dev.vitrine.gateway.http.EntityTag;
import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.HttpStatus;
import dev.vitrine.gateway.http.LongListings;
import dev.vitrine.gateway.http.StreamedBody;
import dev.vitrine.gateway.path.Address;
import dev.vitrine.gateway.path.Place;
import dev.vitrine.web.Pages;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** Answers GET and HEAD of directories in the form that the client would rather have, written while it is made. Thread-safe. */
public final class DirectoryAnswer {
    private static final HttpField POLICY = new HttpField(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");

    /** A page is for whoever does not say otherwise. */
    private static final List<String> OFFERED = List.of(PageForm.MEDIA_TYPE, JsonForm.MEDIA_TYPE, TextForm.MEDIA_TYPE);

    private static final HttpField VARY = new HttpField(HttpHeader.VARY, "Accept");

    private final Pages pages;
    private final LongListings longOnes;

    public DirectoryAnswer(Pages pages, LongListings longOnes) {
        this.pages = pages;
        this.longOnes = longOnes;
    }

    /**
     * Answers with a listing.
     *
     * @param place which is a directory or the top
     * @param address by which the client came there
     * @throws IOException also after a part of the listing was sent; the connection must then be torn
     */
    public void send(Place place, Entry.Listable directory, Address.InView address, Exchange exchange)
            throws IOException {
        ListingForm form = form(place, directory, address, exchange);
        Optional<EntityTag> tag = tag(directory, form);
        exchange.tag(tag);
        exchange.header().add(VARY);
        exchange.header().put(POLICY);
        DigestHeader.put(directory, exchange);
        switch (Conditions.of(exchange.asked(), tag, Optional.empty())) {
            case NOT_MODIFIED -> exchange.notModified();
            case FAILED -> ErrorAnswer.send(HttpStatus.PRECONDITION_FAILED, exchange);
            case MET -> longOnes.send(form.children().count(), exchange, () -> write(form, exchange));
        }
    }

    private ListingForm form(Place place, Entry.Listable directory, Address.InView address, Exchange exchange)
            throws CastoreException {
        Listing listing = place.view().list(directory);
        Optional<Digest> digest = DigestAttribute.digest(directory);
        return switch (Accept.best(exchange.asked(), OFFERED)) {
            case JsonForm.MEDIA_TYPE -> new JsonForm(digest, asked(place, listing, exchange));
            case TextForm.MEDIA_TYPE -> new TextForm(asked(place, listing, exchange));
            default -> new PageForm(pages, digest, address, Children.all(place, listing));
        };
    }

    private static Children asked(Place place, Listing listing, Exchange exchange) throws CastoreException {
        String query = exchange.request().getHttpURI().getQuery();
        return Children.of(place, listing, ListingQuery.parse(query == null ? "" : query));
    }

    /** The top has no digest; and a listing whose symlinks lead out of its directory changes while the digest stays. */
    private static Optional<EntityTag> tag(Entry.Listable directory, ListingForm form) {
        return DigestAttribute.digest(directory)
                .filter(digest -> form.children().settled())
                .map(digest -> EntityTag.ofListing(digest, form.variant()));
    }

    private static void write(ListingForm form, Exchange exchange) throws IOException {
        exchange.status(200);
        exchange.put(HttpHeader.CONTENT_TYPE, form.type());
        form.children().next().ifPresent(next -> exchange.put(HttpHeader.LINK, "<" + next + ">; rel=\"next\""));
        StreamedBody.send(form::write, exchange);
    }
}
