package dev.vitrine.castore.nix;

import dev.vitrine.castore.model.CastoreException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What is known of store paths. Thread-safe. Each has a root of its own name, and is there as long as that is there and has its node: who
 * removes or replaces the root removes what was put here. A root that has the name of a store path, and of which nothing was put, is
 * answered too; size and hash of its NAR are then calculated, once, and kept.
 *
 * <p>Each method may throw {@link CastoreException.Unavailable}.
 */
public interface PathInfoService {
    /**
     * The store path of that hash; empty when there is none. Should several roots begin with one hash, the first in the order of their
     * names is meant.
     *
     * @param stopped asked while something must be calculated
     * @throws CastoreException.Corrupt if something must be calculated, and a part of the tree is missing or wrong
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    Optional<PathInfo> get(OutputHash hash, BooleanSupplier stopped) throws CastoreException;

    /**
     * Shows every store path, in the order of their names. What comes or goes meanwhile may be shown or not.
     *
     * @param stopped asked while something must be calculated
     * @throws CastoreException.Corrupt as {@link #get}
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    void list(BooleanSupplier stopped, Visitor visitor) throws CastoreException;

    /**
     * Puts what is known of a store path, in place of what was known, and sets its root. Both are durable when this returns, and neither
     * was ever there without the other. What the node refers to must be durable before.
     */
    void put(PathInfo info) throws CastoreException;

    /** What is shown store paths. */
    @FunctionalInterface
    interface Visitor {
        /** Takes the next one; says whether more are wanted. */
        boolean visit(PathInfo info) throws CastoreException;
    }
}
