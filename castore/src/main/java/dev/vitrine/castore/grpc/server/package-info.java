/**
 * A castore over gRPC: the calls that it answers, how each is carried out, and where it listens. Depends on the contracts of blobs,
 * directories and roots, and on no implementation of them.
 */
@NullMarked
package dev.vitrine.castore.grpc.server;

import org.jspecify.annotations.NullMarked;
