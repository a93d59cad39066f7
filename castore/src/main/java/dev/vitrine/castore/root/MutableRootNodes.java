package dev.vitrine.castore.root;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;

/** Root nodes that can be written. No window holds one. Each change is atomic, and durable when the method returns. */
public interface MutableRootNodes extends RootNodes {
    /** Sets the node of a name, replacing the one that it had. What the node refers to must be durable before. */
    void put(PathComponent name, Node node) throws CastoreException;

    /** Removes a name; what it stood for stays in the store until it is collected as garbage. Returns whether the name was there. */
    boolean remove(PathComponent name) throws CastoreException;
}
