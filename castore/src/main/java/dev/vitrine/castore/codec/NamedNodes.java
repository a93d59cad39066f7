package dev.vitrine.castore.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Escaped;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.castore.nix.StorePathName;
import dev.vitrine.proto.tvix.castore.v1.Node;

/** Node messages that carry their own name, which in a {@code PathInfo} is that of the store path. */
final class NamedNodes {
    private NamedNodes() {}

    static Node encode(StorePathName path, dev.vitrine.castore.model.Node node) {
        try {
            return named(Node.parseFrom(NodeCodec.encode(node)), ByteString.copyFromUtf8(path.toString()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("what was just encoded cannot be decoded", e);
        }
    }

    /** The node without its name. */
    static dev.vitrine.castore.model.Node node(Node message) throws Invalid {
        return NodeCodec.decode(named(message, ByteString.EMPTY).toByteArray());
    }

    private static Node named(Node message, ByteString name) {
        Node.Builder copy = message.toBuilder();
        switch (message.getNodeCase()) {
            case DIRECTORY -> copy.getDirectoryBuilder().setName(name);
            case FILE -> copy.getFileBuilder().setName(name);
            case SYMLINK -> copy.getSymlinkBuilder().setName(name);
            case NODE_NOT_SET -> {}
        }
        return copy.build();
    }

    static StorePathName name(Node message) throws Invalid {
        ByteString name = switch (message.getNodeCase()) {
            case DIRECTORY -> message.getDirectory().getName();
            case FILE -> message.getFile().getName();
            case SYMLINK -> message.getSymlink().getName();
            case NODE_NOT_SET -> throw new Invalid(Violation.NO_NODE, "a PathInfo without a node");
        };
        return StorePathName.parse(name.toString(ISO_8859_1))
                .orElseThrow(() -> new Invalid(
                        Violation.PATH_INFO,
                        "a node whose name is not that of a store path: '" + Escaped.excerpt(name.toByteArray())
                                + "'"));
    }
}
