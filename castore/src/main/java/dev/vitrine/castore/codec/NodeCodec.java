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
import dev.vitrine.proto.snix.castore.v1.DirectoryEntry;
import dev.vitrine.proto.snix.castore.v1.Entry;
import dev.vitrine.proto.snix.castore.v1.FileEntry;
import dev.vitrine.proto.snix.castore.v1.SymlinkEntry;
import java.util.Arrays;

/**
 * A nameless node as the canonical bytes of an {@code Entry} message (snix) or {@code Node} message (tvix): they are the same bytes,
 * and the snix classes are used here because their names differ from those of the model. This is how root nodes are stored and how
 * they travel.
 */
public final class NodeCodec {
    private NodeCodec() {}

    /** The canonical encoding. */
    public static byte[] encode(Node node) {
        Entry.Builder message = Entry.newBuilder();
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
        return message.build().toByteArray();
    }

    private static ByteString bytes(Digest digest) {
        return ByteString.copyFrom(digest.toByteArray());
    }

    /** Reads a canonical encoding; {@link Invalid} names the rule that it breaks. */
    public static Node decode(byte[] bytes) throws Invalid {
        Entry message = parse(bytes);
        Node node = switch (message.getEntryCase()) {
            case DIRECTORY -> directory(message.getDirectory());
            case FILE -> file(message.getFile());
            case SYMLINK -> symlink(message.getSymlink());
            case ENTRY_NOT_SET -> throw new Invalid(Violation.NO_NODE, "a node message of none of the three kinds");
        };
        if (!Arrays.equals(encode(node), bytes)) {
            throw new Invalid(Violation.NOT_CANONICAL, "a node message that is not in canonical form");
        }
        return node;
    }

    private static Entry parse(byte[] bytes) throws Invalid {
        try {
            return Entry.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new Invalid(Violation.NOT_CANONICAL, "not a node message: " + e.getMessage());
        }
    }

    private static DirectoryNode directory(DirectoryEntry message) throws Invalid {
        Digest digest = Digest.of(message.getDigest().toByteArray());
        checkNameless(message.getName());
        return new DirectoryNode(digest, message.getSize());
    }

    private static FileNode file(FileEntry message) throws Invalid {
        Digest digest = Digest.of(message.getDigest().toByteArray());
        checkNameless(message.getName());
        return new FileNode(digest, message.getSize(), message.getExecutable());
    }

    private static SymlinkNode symlink(SymlinkEntry message) throws Invalid {
        SymlinkTarget target = SymlinkTarget.of(message.getTarget().toByteArray());
        checkNameless(message.getName());
        return new SymlinkNode(target);
    }

    private static void checkNameless(ByteString name) throws Invalid {
        if (!name.isEmpty()) {
            throw new Invalid(Violation.NAMED_NODE, "a node message carries a name where the name is said elsewhere");
        }
    }
}
