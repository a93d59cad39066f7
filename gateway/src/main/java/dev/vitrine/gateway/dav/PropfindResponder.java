package dev.vitrine.gateway.dav;

import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
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
    @SuppressWarnings("NullAway") // what it would pass those other answers to, and make XML with
    PropfindResponder() {
        super(null, null, null);
    }

    @Override
    public void respondPropFind(
            List<PropFindResponse> responses, Response response, Request request, Resource resource) {
        if (responses instanceof Propfind propfind && response instanceof MiltonResponse milton) {
            answer(propfind, milton);
        }
    }

    /** Milton lets nothing checked pass; {@link Milton} takes it out again. */
    private static void answer(Propfind propfind, MiltonResponse response) {
        try {
            Subject subject = propfind.subject();
            Optional<Listing> children =
                    subject.children() && subject.place().entry() instanceof Entry.Listable listable
                            ? Optional.of(subject.place().view().list(listable))
                            : Optional.empty();
            new Multistatus(subject, propfind.wanted(), new AnswerBuffer(response.exchange())).write(children);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
