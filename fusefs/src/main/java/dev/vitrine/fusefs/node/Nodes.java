package dev.vitrine.fusefs.node;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.kernel.KernelSession;
import dev.vitrine.fusefs.node.Node.Content;
import dev.vitrine.fusefs.node.Node.Place;
import dev.vitrine.fusefs.node.Node.Spot;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All nodes that the kernel knows, by number: as many as it has inodes of this mount, until it forgets them. Thread-safe.
 *
 * <p>The number of a file or symlink is its inode number, or the next one that is free if another content should have the same. So no
 * second table is needed to find it by content, and two contents are never taken for one another. Directories count from 2^63 upwards.
 */
final class Nodes {
    /** The two low bits of an inode number tell the kind. */
    private static final long NEXT = 4;

    private final Node top = new Node.Top(KernelSession.TOP);
    private final Map<Long, Node> known = new ConcurrentHashMap<>();
    private final Map<Spot, Place> places = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

    Node top() {
        return top;
    }

    /** The node of that number; empty if the kernel should not know it. */
    Optional<Node> get(long id) {
        return id == KernelSession.TOP ? Optional.of(top) : Optional.ofNullable(known.get(id));
    }

    /** The node for an entry of that name in a directory, of which the kernel will be told. */
    Node lookUp(Node parent, PathComponent name, Entry entry) {
        return entry instanceof Entry.Listable directory
                ? lookUp(new Spot(parent, name), directory)
                : lookUp(entry, entry.inode());
    }

    private Node lookUp(Spot spot, Entry.Listable directory) {
        return places.compute(spot, (key, before) -> {
            Place place = before != null && before.entry().equals(directory) ? before : newPlace(spot, directory);
            place.looksUp();
            return place;
        });
    }

    private Place newPlace(Spot spot, Entry.Listable directory) {
        Place place = new Place(last.incrementAndGet(), directory, spot);
        known.put(place.id(), place);
        return place;
    }

    private Node lookUp(Entry content, long inode) {
        for (long id = inode; ; id = next(id)) {
            Node node = known.compute(id, (key, before) -> {
                Node here = before == null ? new Content(key, content) : before;
                if (here.entry().equals(content)) {
                    here.looksUp();
                }
                return here;
            });
            if (node.entry().equals(content)) {
                return node;
            }
        }
    }

    private static long next(long id) {
        long next = (id + NEXT) & Long.MAX_VALUE;
        return next < NEXT ? next + NEXT : next;
    }

    /** The kernel forgets that it was told so many times of that node. */
    void forget(long id, long times) {
        Node node = known.get(id);
        if (node instanceof Place place) {
            forget(place, times);
        } else if (node != null) {
            known.computeIfPresent(id, (key, content) -> content.forgets(times) ? null : content);
        }
    }

    private void forget(Place place, long times) {
        places.compute(place.spot(), (spot, current) -> {
            boolean gone = place.forgets(times);
            if (gone) {
                known.remove(place.id());
            }
            return gone && current == place ? null : current;
        });
    }

    /** The next look-up of that name at the top gives a new node, whatever it finds. What is open by the old one stays. */
    void detach(PathComponent name) {
        places.remove(new Spot(top, name));
    }

    /** How many nodes the kernel knows, besides the top. */
    int count() {
        return known.size();
    }
}
