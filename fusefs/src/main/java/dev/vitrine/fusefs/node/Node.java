package dev.vitrine.fusefs.node;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;

/**
 * An entry that the kernel knows by a number. {@link Nodes} counts how often it was told of it, under a lock of its own.
 */
abstract sealed class Node {
    private final long id;
    private long lookups;

    private Node(long id) {
        this.id = id;
    }

    /** What the kernel calls it. */
    long id() {
        return id;
    }

    abstract Entry entry();

    /** Where it is, as text for the log; empty for what may be at many places. */
    abstract String place();

    /** The kernel was told of it once more. */
    void looksUp() {
        lookups++;
    }

    /** The kernel forgets that it was told so many times; says whether it knows nothing of it any more. */
    boolean forgets(long times) {
        lookups -= times;
        return lookups <= 0;
    }

    /**
     * A directory at one place. The kernel moves the one name that a directory has to wherever it was last seen, so equal directories at
     * two places must be two nodes.
     */
    static final class Place extends Node {
        private final Entry.Listable entry;
        private final Spot spot;

        Place(long id, Entry.Listable entry, Spot spot) {
            super(id);
            this.entry = entry;
            this.spot = spot;
        }

        @Override
        Entry.Listable entry() {
            return entry;
        }

        Spot spot() {
            return spot;
        }

        /** The number that it shows as that of its parent. */
        long parentInode() {
            return spot.parent.entry().inode();
        }

        @Override
        String place() {
            Deque<String> names = new ArrayDeque<>();
            for (Node at = this; at instanceof Place place; at = place.spot.parent) {
                names.push(place.spot.name.toString());
            }
            StringJoiner path = new StringJoiner("/", "/", "");
            names.forEach(path::add);
            return path.toString();
        }

        /** The path of a child of that name. */
        String place(String child) {
            return place() + "/" + child;
        }
    }

    /** The top, which the kernel knows without being told. */
    static final class Top extends Node {
        private static final Entry.Top ENTRY = new Entry.Top();

        Top(long id) {
            super(id);
        }

        @Override
        Entry.Top entry() {
            return ENTRY;
        }

        @Override
        String place() {
            return "/";
        }
    }

    /** A file or a symlink, wherever it is: equal ones are one node, so that the kernel keeps their pages once. */
    static final class Content extends Node {
        private final Entry entry;

        Content(long id, Entry entry) {
            super(id);
            this.entry = entry;
        }

        @Override
        Entry entry() {
            return entry;
        }

        @Override
        String place() {
            return "";
        }
    }

    /** A name in a directory. */
    record Spot(Node parent, PathComponent name) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Spot spot && parent.id == spot.parent.id && name.equals(spot.name);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(parent.id) * 31 + name.hashCode();
        }
    }
}
