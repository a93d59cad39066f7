package dev.vitrine.castore.importer;

import dev.vitrine.castore.model.Escaped;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Where the walk is, for a person: the path as it was given, and the names below. Immutable, and cheap until it is printed. */
final class Location {
    private final @Nullable Location parent;
    private final RawName name;

    private Location(@Nullable Location parent, RawName name) {
        this.parent = parent;
        this.name = name;
    }

    /** The source itself, by these bytes of a path. */
    static Location of(RawName source) {
        return new Location(null, source);
    }

    Location child(RawName childName) {
        return new Location(this, childName);
    }

    @Override
    public String toString() {
        Deque<RawName> names = new ArrayDeque<>();
        for (Location at = this; at != null; at = at.parent) {
            names.push(at.name);
        }
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        path.writeBytes(names.pop().bytes());
        for (RawName below : names) {
            if (!endsWithSlash(path)) {
                path.write('/');
            }
            path.writeBytes(below.bytes());
        }
        return Escaped.text(path.toByteArray());
    }

    /** True of the source {@code /} alone. */
    private static boolean endsWithSlash(ByteArrayOutputStream path) {
        return path.size() == 1 && path.toByteArray()[0] == '/';
    }
}
