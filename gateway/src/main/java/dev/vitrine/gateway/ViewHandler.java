package dev.vitrine.gateway;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.gateway.access.ViewOf;
import dev.vitrine.gateway.dav.PropfindAnswer;
import dev.vitrine.gateway.file.HotFile;
import dev.vitrine.gateway.http.Edge;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.path.Address;
import dev.vitrine.gateway.path.Place;
import dev.vitrine.gateway.path.RequestPath;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Where every request comes in: who answers which method, and on which thread. Thread-safe. What may have to wait for the store is left
 * to a thread of its own; a file at hand is answered by the thread that read the request.
 */
final class ViewHandler extends Handler.Abstract.NonBlocking {
    private final ViewOf views;
    private final GetAnswer contents;
    private final PropfindAnswer properties;
    private final Edge edge;
    private final Executor patient;

    ViewHandler(ViewOf views, GetAnswer contents, PropfindAnswer properties, Edge edge, Executor patient) {
        this.views = views;
        this.contents = contents;
        this.properties = properties;
        this.edge = edge;
        this.patient = patient;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = Exchange.of(request, response);
        CastoreView view = views.of(request);
        Optional<HotFile> hot = exchange.isGetOrHead() ? contents.hot(view, exchange) : Optional.empty();
        if (hot.isPresent()) {
            edge.guard(exchange, callback, known -> contents.sendHot(hot.get(), known), patient);
        } else {
            patient.execute(() -> edge.guard(exchange, callback, known -> answer(view, known), patient));
        }
        return true;
    }

    private void answer(CastoreView view, Exchange exchange) throws IOException {
        switch (exchange.request().getMethod()) {
            case "GET", "HEAD" -> contents.send(view, exchange);
            case "PROPFIND" -> properties.send(path -> visible(view, path), exchange);
            case "OPTIONS" -> Methods.options(exchange);
            default -> Methods.refuse(exchange);
        }
    }

    /** The reserved addresses are for GET alone: no listing shows them. */
    private static Place visible(CastoreView view, RequestPath path) throws CastoreException {
        if (Address.of(path) instanceof Address.Rooted address) {
            return address.in(view);
        }
        throw new NotFound("nothing is at a reserved address but to GET");
    }
}
