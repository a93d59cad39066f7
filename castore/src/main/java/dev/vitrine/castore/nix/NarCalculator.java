package dev.vitrine.castore.nix;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import java.util.function.BooleanSupplier;

/** Finds out size and hash of the NAR of a tree, which takes as long as to read all of it. Thread-safe. */
@FunctionalInterface
public interface NarCalculator {
    /**
     * The size and hash of the NAR of a node.
     *
     * @param stopped asked again and again meanwhile
     * @throws CastoreException.Corrupt if a blob or a directory is missing, or another one than its node says
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    NarHash calculate(Node node, BooleanSupplier stopped) throws CastoreException;
}
