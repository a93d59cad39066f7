package dev.vitrine.gateway.dav;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.LongListings;
import io.milton.http.Request;
import io.milton.http.Response;
import io.milton.http.webdav.DefaultWebDavResponseHandler;
import io.milton.http.webdav.PropFindResponse;
import io.milton.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Answers a PROPFIND where Milton would collect the answer in memory. It is asked for nothing else: what is not found, not allowed or
 * not supported was answered before Milton.
 */
final class PropfindResponder extends DefaultWebDavResponseHandler {
    private final LongListings bound;

    @SuppressWarnings("NullAway") // what it would pass those other answers to, and make XML with
    PropfindResponder(LongListings bound) {
        super(null, null, null);
        this.bound = bound;
    }

    /** Milton lets nothing checked pass; {@link Milton} takes it out again. */
    @Override
    public void respondPropFind(
            List<PropFindResponse> responses, Response response, Request request, Resource resource) {
        if (!(responses instanceof Propfind propfind) || !(response instanceof MiltonResponse milton)) {
            throw new IllegalStateException("Milton answers what it did not ask");
        }
        try {
            answer(propfind, milton.exchange());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(Propfind propfind, Exchange exchange) throws IOException {
        Optional<Listing> children = children(propfind.subject());
        var answer = new Multistatus(propfind.subject(), propfind.wanted(), new AnswerBuffer(exchange));
        bound.send(children.map(Listing::count).orElse(0), exchange, () -> answer.write(children));
    }

    private static Optional<Listing> children(Subject subject) throws CastoreException {
        return subject.children() && subject.place().entry() instanceof Entry.Listable listable
                ? Optional.of(subject.place().view().list(listable))
                : Optional.empty();
    }
}
