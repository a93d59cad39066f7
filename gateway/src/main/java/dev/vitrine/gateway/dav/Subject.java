package dev.vitrine.gateway.dav;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.path.Place;
import dev.vitrine.gateway.path.RequestPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a PROPFIND is about: a place, by the path that led there.
 *
 * @param rawPath the path as it came, still percent-encoded; answers refer to the place by the same spelling
 * @param children whether it is about the children too
 * @param compact whether the client needs a short answer
 */
record Subject(Place place, RequestPath path, String rawPath, boolean children, boolean compact) {
    /** The address for XML, without a slash at its end. */
    byte[] base() {
        String base = path.slash() ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
        return Xml.escaped(base).getBytes(US_ASCII);
    }

    /** The last name of the path; the top has none. */
    Optional<PathComponent> name() {
        return path.path().name();
    }

    /** The target of the symlink that the last name of the path is, if it is one. */
    Optional<SymlinkTarget> target() throws CastoreException {
        if (name().isEmpty()) {
            return Optional.empty();
        }
        List<PathComponent> names = path.path().components();
        CastoreView view = place.view();
        Place parent = Place.topOf(view).to(names.subList(0, names.size() - 1));
        return parent.entry() instanceof Entry.Listable listable
                        && view.child(listable, names.getLast()).orElse(parent.entry()) instanceof Entry.Symlink link
                ? Optional.of(link.node().target())
                : Optional.empty();
    }

    /** The places that the path leads through, from the top to this one. */
    List<Place> way() throws CastoreException {
        List<Place> way = new ArrayList<>(List.of(Place.topOf(place.view())));
        for (PathComponent name : path.path().components()) {
            way.add(way.getLast().to(List.of(name)));
        }
        return way;
    }
}
