package dev.vitrine.gateway.path;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One walk down the view that follows symlinks, as bytes and against the parent of each link, like a kernel does (path_resolution(7)).
 * The top is that of the place it starts from, but nothing leads there from outside: an absolute target, and {@code ..} above the top,
 * lead nowhere.
 * For one thread; used once.
 */
final class Walk {
    /** How many symlinks may be followed, as on Linux (MAXSYMLINKS). */
    private static final int MAX_HOPS = 40;

    private static final String HERE = ".";
    private static final String UP = "..";

    private final CastoreView view;
    private final List<Entry> trail;
    private final Deque<String> pending = new ArrayDeque<>();
    private int hops;
    private int lowest;

    /** A walk that starts at a place. */
    Walk(Place start) {
        this.view = start.view();
        this.trail = start.copyOfTrail();
        this.lowest = start.depth();
    }

    /**
     * Goes on by these names, in order.
     *
     * @throws NotFound if nothing is there, a symlink leads nowhere, or too many of them must be followed
     * @throws NotADirectory if the way goes through a file
     */
    Place to(List<PathComponent> names) throws CastoreException {
        names.forEach(name -> pending.addLast(new String(name.toByteArray(), ISO_8859_1)));
        while (!pending.isEmpty()) {
            step(pending.removeFirst());
        }
        return new Place(view, trail);
    }

    /** The smallest {@link Place#depth} that the walk came through, also when it failed. */
    int lowest() {
        return lowest;
    }

    private void step(String segment) throws CastoreException {
        if (!(trail.getLast() instanceof Entry.Listable parent)) {
            throw new NotADirectory("the path goes through something that is no directory");
        }
        switch (segment) {
            case "", HERE -> {}
            case UP -> up();
            default -> down(parent, name(segment));
        }
    }

    private void up() throws NotFound {
        if (trail.size() == 1) {
            throw new NotFound("a symlink leads above the top");
        }
        trail.removeLast();
        lowest = Math.min(lowest, trail.size() - 1);
    }

    private void down(Entry.Listable parent, PathComponent name) throws CastoreException {
        Entry child =
                view.child(parent, name).orElseThrow(() -> new NotFound("nothing is called '" + name + "' there"));
        if (child instanceof Entry.Symlink link) {
            follow(link.node().target());
        } else {
            trail.add(child);
        }
    }

    private void follow(SymlinkTarget target) throws NotFound {
        if (++hops > MAX_HOPS) {
            throw new NotFound("the path goes through too many symlinks");
        }
        String path = new String(target.toByteArray(), ISO_8859_1);
        if (path.startsWith("/")) {
            throw new NotFound("a symlink leads out of the view");
        }
        List.of(path.split("/", -1)).reversed().forEach(pending::addFirst);
    }

    /** A target may hold what can be no name; then it leads nowhere. */
    private static PathComponent name(String segment) throws NotFound {
        try {
            return PathComponent.of(segment.getBytes(ISO_8859_1));
        } catch (Invalid e) {
            throw new NotFound("a symlink leads to what can be no name");
        }
    }
}
