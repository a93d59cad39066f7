package dev.vitrine.gateway;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.dav.PropfindAnswer;
import dev.vitrine.gateway.file.FileAnswer;
import dev.vitrine.gateway.file.FileAt;
import dev.vitrine.gateway.http.DigestHeader;
import dev.vitrine.gateway.http.Edge;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.Freshness;
import dev.vitrine.gateway.http.Redirect;
import dev.vitrine.gateway.listing.PageAnswer;
import dev.vitrine.gateway.listing.StaticAnswer;
import dev.vitrine.gateway.path.Address;
import dev.vitrine.gateway.path.Href;
import dev.vitrine.gateway.path.Place;
import dev.vitrine.gateway.path.RequestPath;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Where every request comes in: the method, the path, the place that it leads to, and who answers for it. Thread-safe. What may have to
 * wait for the store is left to a thread of its own; the rest is answered at once.
 */
final class ViewHandler extends Handler.Abstract.NonBlocking {
    private final CastoreView view;
    private final FileAnswer files;
    private final PageAnswer directories;
    private final StaticAnswer statics;
    private final PropfindAnswer properties;
    private final Edge edge;
    private final Executor patient;

    ViewHandler(
            CastoreView view,
            FileAnswer files,
            PageAnswer directories,
            StaticAnswer statics,
            PropfindAnswer properties,
            Edge edge,
            Executor patient) {
        this.view = view;
        this.files = files;
        this.directories = directories;
        this.statics = statics;
        this.properties = properties;
        this.edge = edge;
        this.patient = patient;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = Exchange.of(request, response);
        patient.execute(() -> edge.guard(exchange, callback, this::answer, patient));
        return true;
    }

    private void answer(Exchange exchange) throws IOException {
        switch (exchange.request().getMethod()) {
            case "GET", "HEAD" -> read(exchange);
            case "PROPFIND" -> properties.send(this::visible, exchange);
            case "OPTIONS" -> Methods.options(exchange);
            default -> Methods.refuse(exchange);
        }
    }

    /** The reserved addresses are for GET alone: no listing shows them. */
    private Place visible(RequestPath path) throws CastoreException {
        if (Address.of(path) instanceof Address.Rooted address) {
            return address.in(view);
        }
        throw new NotFound("nothing is at a reserved address but to GET");
    }

    private void read(Exchange exchange) throws IOException {
        RequestPath path = RequestPath.parse(exchange.request().getHttpURI().getPath());
        switch (Address.of(path)) {
            case Address.InView address -> show(address, path, exchange);
            case Address.StaticFile file -> statics.send(file, exchange);
            case Address.Alias alias -> Redirect.send(alias.reference(), exchange);
        }
    }

    private void show(Address.InView address, RequestPath path, Exchange exchange) throws IOException {
        Place place = address.in(view);
        switch (place.entry()) {
            case Entry.File file -> sendFile(place, file, address, path, exchange);
            case Entry.Listable directory -> sendDirectory(place, directory, address, path, exchange);
            case Entry.Symlink link -> throw new IllegalStateException("a walk ends at no symlink");
        }
    }

    /** Without a name after it, the digest is the last name; it has no dot, so it tells no type. */
    private void sendFile(Place place, Entry.File file, Address.InView address, RequestPath path, Exchange exchange)
            throws IOException {
        if (path.slash()) {
            throw new NotFound("a file is no directory");
        }
        Freshness freshness = address.content().isPresent() ? Freshness.FOR_EVER : Freshness.UNDER_A_NAME;
        files.send(new FileAt(place.view(), file, lastName(path), freshness), exchange);
    }

    private void sendDirectory(
            Place place, Entry.Listable directory, Address.InView address, RequestPath path, Exchange exchange)
            throws IOException {
        if (path.slash()) {
            directories.send(place, directory, address, exchange);
            return;
        }
        DigestHeader.put(directory, exchange);
        Redirect.send(Href.ofDirectory(lastName(path)), exchange);
    }

    private static PathComponent lastName(RequestPath path) throws NotFound {
        return path.path().name().orElseThrow(() -> new NotFound("the top has no name"));
    }
}
