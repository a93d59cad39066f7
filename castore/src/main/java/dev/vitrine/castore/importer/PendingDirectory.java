package dev.vitrine.castore.importer;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.util.Optional;

/**
 * A directory whose children come in from several threads, in any order. It is ready once the walk has left it and every child that
 * was announced is there. Thread-safe.
 */
final class PendingDirectory {
    private final Directory.Builder children = Directory.builder();
    private final Optional<Slot> slot;
    private final SeenDirectory seen;

    /** Announced children that are not there yet, and one for the walk that is still inside. */
    private int awaited = 1;

    /** Where a node belongs once it is known: a name in a directory. */
    record Slot(PendingDirectory parent, PathComponent name) {}

    /**
     * @param slot where this directory itself belongs; empty for the root
     * @param seen its files, as the last import left them
     */
    PendingDirectory(Optional<Slot> slot, SeenDirectory seen) {
        this.slot = slot;
        this.seen = seen;
    }

    Optional<Slot> slot() {
        return slot;
    }

    SeenDirectory seen() {
        return seen;
    }

    /** Announces a child that will arrive. */
    synchronized Slot await(PathComponent name) {
        awaited++;
        return new Slot(this, name);
    }

    /** Takes in a child that was not announced. */
    synchronized void add(PathComponent name, Node node) throws Invalid {
        children.add(name, node);
    }

    /** Takes in a child that was announced; the directory, if that was the last thing to wait for. */
    synchronized Optional<Directory> arrived(PathComponent name, Node node) throws Invalid {
        children.add(name, node);
        return oneLess();
    }

    /** The walk has left; the directory, if that was the last thing to wait for. */
    synchronized Optional<Directory> left() {
        return oneLess();
    }

    private Optional<Directory> oneLess() {
        awaited--;
        return awaited == 0 ? Optional.of(children.build()) : Optional.empty();
    }
}
