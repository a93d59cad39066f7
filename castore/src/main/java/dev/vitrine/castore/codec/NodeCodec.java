package dev.vitrine.castore.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.model.Violation;
import java.util.Arrays;

/**
 * A nameless node as the canonical bytes of a {@code Node} message (tvix) or {@code Entry} message (snix): they are the same bytes.
 * This is how root nodes are stored and how they travel.
 */
public final class NodeCodec {
    private NodeCodec() {}

    /** The canonical encoding. */
    public static byte[] encode(Node node) {
        return message(node).toByteArray();
    }

    /** Reads a canonical encoding; {@link Invalid} names the rule that it breaks. */
    public static Node decode(byte[] bytes) throws Invalid {
        dev.vitrine.proto.tvix.castore.v1.Node message = parse(bytes);
        Node node = switch (message.getNodeCase()) {
            case DIRECTORY -> directory(message.getDirectory());
            case FILE -> file(message.getFile());
            case SYMLINK -> symlink(message.getSymlink());
            case NODE_NOT_SET -> throw new Invalid(Violation.NO_NODE, "a node message of none of the three kinds");
        };
        if (!Arrays.equals(encode(node), bytes)) {
            throw new Invalid(Violation.NOT_CANONICAL, "a node message that is not in canonical form");
        }
        return node;
    }

    private static dev.vitrine.proto.tvix.castore.v1.Node parse(byte[] bytes) throws Invalid {
        try {
            return dev.vitrine.proto.tvix.castore.v1.Node.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new Invalid(Violation.NOT_CANONICAL, "not a node message: " + e.getMessage());
        }
    }

    private static DirectoryNode directory(dev.vitrine.proto.tvix.castore.v1.DirectoryNode message) throws Invalid {
        Digest digest = Digest.of(message.getDigest().toByteArray());
        checkNameless(message.getName());
        return new DirectoryNode(digest, message.getSize());
    }

    private static FileNode file(dev.vitrine.proto.tvix.castore.v1.FileNode message) throws Invalid {
        Digest digest = Digest.of(message.getDigest().toByteArray());
        checkNameless(message.getName());
        return new FileNode(digest, message.getSize(), message.getExecutable());
    }

    private static SymlinkNode symlink(dev.vitrine.proto.tvix.castore.v1.SymlinkNode message) throws Invalid {
        SymlinkTarget target = SymlinkTarget.of(message.getTarget().toByteArray());
        checkNameless(message.getName());
        return new SymlinkNode(target);
    }

    private static void checkNameless(ByteString name) throws Invalid {
        if (!name.isEmpty()) {
            throw new Invalid(Violation.NAMED_NODE, "a node message carries a name where the name is said elsewhere");
        }
    }

    private static dev.vitrine.proto.tvix.castore.v1.Node message(Node node) {
        dev.vitrine.proto.tvix.castore.v1.Node.Builder message = dev.vitrine.proto.tvix.castore.v1.Node.newBuilder();
        switch (node) {
            case DirectoryNode directory ->
                message.getDirectoryBuilder()
                        .setDigest(bytes(directory.digest()))
                        .setSize(directory.size());
            case FileNode file ->
                message.getFileBuilder()
                        .setDigest(bytes(file.digest()))
                        .setSize(file.size())
                        .setExecutable(file.executable());
            case SymlinkNode symlink ->
                message.getSymlinkBuilder()
                        .setTarget(ByteString.copyFrom(symlink.target().toByteArray()));
        }
        return message.build();
    }

    private static ByteString bytes(Digest digest) {
        return ByteString.copyFrom(digest.toByteArray());
    }
}
