package dev.vitrine.castore.grpc.client;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.vitrine.castore.codec.NodeCodec;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;

/** Nodes of roots as they stand in messages. */
final class NodeMessages {
    private NodeMessages() {}

    static dev.vitrine.proto.tvix.castore.v1.Node of(Node node) {
        try {
            return dev.vitrine.proto.tvix.castore.v1.Node.parseFrom(NodeCodec.encode(node));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("what was just encoded cannot be decoded", e);
        }
    }

    /** The nameless node in the message; {@link Corrupt} if it is none. */
    static Node read(PathComponent root, dev.vitrine.proto.tvix.castore.v1.Node message) throws Corrupt {
        try {
            return NodeCodec.decode(message.toByteArray());
        } catch (Invalid e) {
            throw new Corrupt("the root '" + root + "' came without a node: " + e.getMessage(), e);
        }
    }
}
