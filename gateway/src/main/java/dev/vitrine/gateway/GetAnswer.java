package dev.vitrine.gateway;

import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.file.FileAnswer;
import dev.vitrine.gateway.file.FileAt;
import dev.vitrine.gateway.file.HotFile;
import dev.vitrine.gateway.file.HotFiles;
import dev.vitrine.gateway.http.DigestHeader;
import dev.vitrine.gateway.http.Exchange;
import dev.vitrine.gateway.http.Freshness;
import dev.vitrine.gateway.http.Redirect;
import dev.vitrine.gateway.listing.DirectoryAnswer;
import dev.vitrine.gateway.listing.StaticAnswer;
import dev.vitrine.gateway.path.Address;
import dev.vitrine.gateway.path.Href;
import dev.vitrine.gateway.path.Place;
import dev.vitrine.gateway.path.RequestPath;
import java.io.IOException;
import java.util.Optional;

/** Answers GET and HEAD: finds what the path leads to, and who answers for that. Thread-safe. */
final class GetAnswer {
    private final HotFiles hot;
    private final FileAnswer files;
    private final DirectoryAnswer directories;
    private final StaticAnswer statics;

    GetAnswer(HotFiles hot, FileAnswer files, DirectoryAnswer directories, StaticAnswer statics) {
        this.hot = hot;
        this.files = files;
        this.directories = directories;
        this.statics = statics;
    }

    /** The file that is asked for, if {@link #sendHot} can answer with it. */
    Optional<HotFile> hot(CastoreView view, Exchange exchange) {
        return hot.find(view, exchange);
    }

    /** Answers without waiting for anything. */
    void sendHot(HotFile file, Exchange exchange) throws IOException {
        files.send(file, exchange);
    }

    /** Answers with what is there in the view, or how to get there. */
    void send(CastoreView view, Exchange exchange) throws IOException {
        RequestPath path = RequestPath.parse(exchange.rawPath());
        switch (Address.of(path)) {
            case Address.InView address -> show(address, view, path, exchange);
            case Address.StaticFile file -> statics.send(file, exchange);
            case Address.Alias alias -> Redirect.send(alias.reference(), exchange);
        }
    }

    private void show(Address.InView address, CastoreView view, RequestPath path, Exchange exchange)
            throws IOException {
        long revision = view.rootsRevision();
        Place place = address.in(view);
        switch (place.entry()) {
            case Entry.File file -> {
                FileAt at = at(place, file, address, path);
                files.send(at, exchange);
                hot.keep(at, revision, exchange);
            }
            case Entry.Listable directory -> sendDirectory(place, directory, address, path, exchange);
            case Entry.Symlink link -> throw new IllegalStateException("a walk ends at no symlink");
        }
    }

    /** Without a name after it, the digest is the last name; it has no dot, so it tells no type. */
    private static FileAt at(Place place, Entry.File file, Address.InView address, RequestPath path) throws NotFound {
        if (path.slash()) {
            throw new NotFound("a file is no directory");
        }
        Freshness freshness = address.content().isPresent() ? Freshness.FOR_EVER : Freshness.UNDER_A_NAME;
        return new FileAt(place.view(), file, lastName(path), freshness);
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
