package dev.vitrine.gateway.path;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.gateway.http.HttpStatus;
import java.util.List;

/**
 * What a symlink of a directory leads to.
 *
 * @param kind of it
 * @param settled whether this follows from the directory's own digest: nothing outside was needed to find it
 */
public record LinkEnd(Kind kind, boolean settled) {
    public enum Kind {
        DIRECTORY,
        FILE,
        /** Nothing. */
        DANGLING,
        /** The store failed to say. */
        UNKNOWN
    }

    /** Follows the symlink of that name. */
    public static LinkEnd of(Place directory, PathComponent name) {
        Walk walk = new Walk(directory);
        Kind kind = follow(walk, name);
        return new LinkEnd(kind, kind != Kind.UNKNOWN && walk.lowest() == directory.depth());
    }

    private static Kind follow(Walk walk, PathComponent name) {
        try {
            return walk.to(List.of(name)).entry() instanceof Entry.Listable ? Kind.DIRECTORY : Kind.FILE;
        } catch (CastoreException e) {
            return HttpStatus.of(e) == HttpStatus.NOT_FOUND ? Kind.DANGLING : Kind.UNKNOWN;
        }
    }
}
