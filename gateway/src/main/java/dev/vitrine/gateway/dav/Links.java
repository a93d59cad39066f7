package dev.vitrine.gateway.dav;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.http.HttpStatus;
import dev.vitrine.gateway.path.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the symlinks in a listing lead to. WebDAV has no symlinks, so each is shown as its end; one that would send a client around in a
 * circle is not shown. For one thread.
 */
final class Links {
    private final Subject subject;
    private final List<List<Entry>> around = new ArrayList<>();

    Links(Subject subject) {
        this.subject = subject;
    }

    /**
     * What a symlink in the subject leads to. Empty if it leads nowhere, to itself, to the directory it is in, or to one that the path
     * of the request or of that directory leads through.
     *
     * @throws CastoreException if the store failed to say; a listing without it would be taken for whole
     */
    Optional<Entry> end(PathComponent name) throws CastoreException {
        try {
            Place end = subject.place().to(List.of(name));
            return leadsBack(end) ? Optional.empty() : Optional.of(end.entry());
        } catch (CastoreException e) {
            if (HttpStatus.of(e) == HttpStatus.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean leadsBack(Place end) throws CastoreException {
        return end.entry() instanceof Entry.Listable && around().contains(end.trail());
    }

    private List<List<Entry>> around() throws CastoreException {
        if (around.isEmpty()) {
            List<Entry> trail = subject.place().trail();
            for (int length = 1; length <= trail.size(); length++) {
                around.add(trail.subList(0, length));
            }
            subject.way().forEach(place -> around.add(place.trail()));
        }
        return around;
    }
}
