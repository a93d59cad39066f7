package dev.vitrine.castore.hash;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.nio.ByteBuffer;

/**
 * BLAKE3 in its default mode with 32 bytes of output. A hasher takes its input in any pieces and is used once, by one thread; the
 * static methods are for input that is at hand as a whole.
 */
public final class Blake3 {
    /** blake3-java takes whole arrays only: input is copied in pieces of this many bytes at most. */
    private static final int PIECE = 64 * 1024;

    private final io.github.rctcwyvrn.blake3.Blake3 hasher = io.github.rctcwyvrn.blake3.Blake3.newInstance();

    /** The digest of these bytes. */
    public static Digest digest(byte[] bytes) {
        return new Blake3().update(bytes, 0, bytes.length).finish();
    }

    /** The digest of what remains in the buffer, whose position stays. */
    public static Digest digest(ByteBuffer bytes) {
        return new Blake3().update(bytes.duplicate()).finish();
    }

    /** The digest of the directory's canonical encoding. */
    public static Digest digest(Directory directory) {
        return digest(directory.encoding());
    }

    /** The digest that stands for a symlink, which has none in the store: that of its target. */
    public static Digest digest(SymlinkTarget target) {
        return digest(target.toByteArray());
    }

    /** The digest that stands for a node: that of what it refers to; a symlink's is that of its target. */
    public static Digest digest(Node node) {
        return switch (node) {
            case DirectoryNode directory -> directory.digest();
            case FileNode file -> file.digest();
            case SymlinkNode symlink -> digest(symlink.target());
        };
    }

    /** Takes in more input. */
    public Blake3 update(byte[] bytes, int offset, int length) {
        return update(ByteBuffer.wrap(bytes, offset, length));
    }

    /** Takes in what remains in the buffer, whose position moves to its limit. */
    public Blake3 update(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte[] piece = new byte[Math.min(PIECE, bytes.remaining())];
            bytes.get(piece);
            hasher.update(piece);
        }
        return this;
    }

    /** The digest of all that was taken in. */
    public Digest finish() {
        return Digest.at(hasher.digest(), 0);
    }
}
