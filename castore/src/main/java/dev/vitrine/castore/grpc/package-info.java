/** The services of a castore over gRPC: what servers and clients share. Both dialects have the same bytes under different names. */
@NullMarked
package dev.vitrine.castore.grpc;

import org.jspecify.annotations.NullMarked;
