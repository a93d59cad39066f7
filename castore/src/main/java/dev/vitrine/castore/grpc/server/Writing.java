package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.root.MutableRootNodes;

/**
 * What clients may change, if they may change anything.
 *
 * @param roots the root nodes that they may set and remove
 * @param keeper what holds collections of garbage off from what they put
 */
public record Writing(MutableRootNodes roots, Keeper keeper) {}
