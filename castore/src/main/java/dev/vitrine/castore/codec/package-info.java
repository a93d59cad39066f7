/**
 * Canonical protobuf messages to and from the model, for everything that is not a directory (which is its own encoding). Besides the gRPC clients and servers the only user of generated messages.
 */
@NullMarked
package dev.vitrine.castore.codec;

import org.jspecify.annotations.NullMarked;
