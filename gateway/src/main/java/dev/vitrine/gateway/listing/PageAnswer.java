package dev.vitrine.gateway.listing;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.http.Conditions;
import dev.vitrine.gateway.http.DigestHeader;
import dev.vitrine.gateway.http.EntityTag;
import dev.vitrine.gateway.http.ErrorAnswer;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.HttpStatus;
import dev.vitrine.gateway.http.StreamedText;
import dev.vitrine.gateway.path.Address;
import dev.vitrine.gateway.path.Href;
import dev.vitrine.gateway.path.Place;
import dev.vitrine.web.Crumb;
import dev.vitrine.web.DirectoryPage;
import dev.vitrine.web.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** Answers GET and HEAD of directories with a page, written while it is rendered. Thread-safe. */
public final class PageAnswer {
    private static final HttpField POLICY = new HttpField(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");

    private static final String TYPE = "text/html;charset=utf-8";
    private static final String TOP_NAME = "top";

    private final Pages pages;

    public PageAnswer(Pages pages) {
        this.pages = pages;
    }

    /**
     * Answers with the page.
     *
     * @param place which is a directory or the top
     * @param address by which the client came there
     * @throws IOException also after a part of the page was sent; the connection must then be torn
     */
    public void send(Place place, Entry.Listable directory, Address.InView address, Exchange exchange)
            throws IOException {
        DirectoryPage page = page(place, directory, address);
        Optional<EntityTag> tag = tag(directory, page);
        exchange.tag(tag);
        exchange.header().put(POLICY);
        DigestHeader.put(directory, exchange);
        switch (Conditions.of(exchange.asked(), tag, Optional.empty())) {
            case NOT_MODIFIED -> exchange.notModified();
            case FAILED -> ErrorAnswer.send(HttpStatus.PRECONDITION_FAILED, exchange);
            case MET -> render(page, exchange);
        }
    }

    private DirectoryPage page(Place place, Entry.Listable directory, Address.InView address) throws IOException {
        var listing = place.view().list(directory);
        return new DirectoryPage(
                ancestors(address),
                address.below().name().map(PageAnswer::text).orElseGet(() -> start(address)),
                DigestAttribute.digest(directory).map(Object::toString),
                Href.up(address.depth()) + Address.ofStatic(pages.stylesheet().name()),
                listing.count(),
                new DirectoryRows(place, listing));
    }

    /** The top has no digest; and a page whose symlinks lead out of its directory changes while the digest stays. */
    private static Optional<EntityTag> tag(Entry.Listable directory, DirectoryPage page) {
        return DigestAttribute.digest(directory)
                .filter(digest -> page.rows() instanceof DirectoryRows rows && rows.settled())
                .map(digest -> EntityTag.ofPage(digest, DirectoryPage.VERSION));
    }

    private static List<Crumb> ancestors(Address.InView address) {
        List<PathComponent> names = address.below().components();
        List<Crumb> crumbs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = i == 0 ? start(address) : text(names.get(i - 1));
            crumbs.add(new Crumb(name, Href.up(names.size() - i)));
        }
        return crumbs;
    }

    /** What the way down to a directory begins with. */
    private static String start(Address.InView address) {
        return address.content().map(Digest::toString).orElse(TOP_NAME);
    }

    private static String text(PathComponent name) {
        return VisibleName.of(name.toByteArray());
    }

    private void render(DirectoryPage page, Exchange exchange) throws IOException {
        exchange.status(200);
        exchange.put(HttpHeader.CONTENT_TYPE, TYPE);
        StreamedText.send(out -> pages.render(page, out), exchange);
    }
}
