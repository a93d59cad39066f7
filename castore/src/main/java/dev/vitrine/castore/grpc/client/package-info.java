/**
 * The services of a castore that are somewhere else, reached over gRPC in either dialect. Nothing that comes over the wire is believed:
 * what a digest names is verified before it is used, and everything has a bound in size and in time.
 */
@NullMarked
package dev.vitrine.castore.grpc.client;

import org.jspecify.annotations.NullMarked;
