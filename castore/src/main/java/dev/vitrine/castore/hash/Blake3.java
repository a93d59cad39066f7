package dev.vitrine.castore.hash;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * BLAKE3 in its default mode with 32 bytes of output. The static methods are for input that is at hand as a whole. A hasher takes its
 * input in pieces of any length, for one thread at a time; {@link #reset} makes it as new. Nothing is allocated once warm, other than the
 * digest itself. What comes in a {@link MemorySegment} of some MiB or more is hashed by all cores, all else by the calling thread alone.
 *
 * <p>An input is a binary tree of chunks of {@value #CHUNK} bytes. Each of its subtrees has a value of {@value #VALUE} bytes, other than
 * the root, which has the digest instead.
 */
public final class Blake3 {
    /** Bytes in a chunk; the last one of an input may be shorter. */
    public static final int CHUNK = Kernel.CHUNK;

    /** Bytes in a group: the subtrees whose values a {@link #reporting} hasher reports. */
    public static final int GROUP = Group.BYTES;

    /** Bytes in the value of a subtree. */
    public static final int VALUE = Kernel.VALUE;

    private static final GroupSink UNREPORTED = (first, values, offset, count) -> {};
    private static final Pool<Hasher> HASHERS = new Pool<>(() -> new Hasher(UNREPORTED));

    private final Hasher hasher;

    /** A hasher of one input. */
    public Blake3() {
        this(UNREPORTED);
    }

    private Blake3(GroupSink sink) {
        hasher = new Hasher(sink);
    }

    /** Takes the values of the groups of an input: its subtrees of {@value #GROUP} bytes, the last one maybe shorter. */
    @FunctionalInterface
    public interface GroupSink {
        /**
         * Takes the values of some groups that follow on those of the call before; the first call has those from group 0 on. Called by
         * the hashing thread within {@code update} and {@code finish}.
         *
         * @param first the number of the first group
         * @param values to be read within the call only, and not written
         * @param offset where the value of the first group begins, in bytes
         * @param count how many groups; their values follow each other
         */
        void groups(long first, byte[] values, int offset, int count);
    }

    /**
     * A hasher that also reports the value of each group of its input, in order, the last at {@link #finish} at the latest. Of an input of
     * one group or less nothing is reported: its only subtree is the root.
     */
    public static Blake3 reporting(GroupSink sink) {
        return new Blake3(sink);
    }

    /**
     * Checks what {@code VITRINE_BLAKE3} asks for, which nothing here can do without.
     *
     * @throws IllegalArgumentException if there is no such way to hash, or this machine does not have it
     */
    public static void checkSetting() {
        KernelName.asked().ifPresent(KernelName::kernel);
    }

    /**
     * Says that about so many bytes are going to be hashed, as fast as they can be had: where they are many, what hashes them fastest is made
     * ready beside the first of them. It never changes a digest.
     */
    public static void expect(long bytes) {
        Kernels.expect(bytes);
    }

    /** The digest of these bytes. */
    public static Digest digest(byte[] bytes) {
        return digest(bytes, 0, bytes.length);
    }

    /** The digest of {@code length} bytes from {@code offset} on. */
    public static Digest digest(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        Hasher hasher = started(0);
        Digest digest = hasher.digest(bytes, offset, length);
        HASHERS.give(hasher);
        return digest;
    }

    /** The digest of what remains in the buffer, whose position stays. */
    public static Digest digest(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            return digest(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }
        Hasher hasher = started(0);
        hasher.update(bytes.duplicate());
        Digest digest = hasher.finish();
        HASHERS.give(hasher);
        return digest;
    }

    /** The digest of the segment, which may be of any size. */
    public static Digest digest(MemorySegment bytes) {
        Hasher hasher = started(0);
        hasher.update(bytes);
        Digest digest = hasher.finish();
        HASHERS.give(hasher);
        return digest;
    }

    private static Hasher started(long firstChunk) {
        Hasher hasher = HASHERS.take();
        hasher.start(firstChunk);
        return hasher;
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

    /**
     * The value of a subtree that is not the root.
     *
     * @param bytes its input: at least one byte, and whole chunks unless the input of the tree ends here; the position stays
     * @param firstChunk the number of its first chunk: a multiple of the least power of two that is no less than its number of chunks
     * @throws IllegalArgumentException if there are no bytes, or no subtree of that size begins there
     */
    public static void subtree(ByteBuffer bytes, long firstChunk, byte[] out, int offset) {
        checkSubtree(bytes.remaining(), firstChunk);
        Objects.checkFromIndexSize(offset, VALUE, out.length);
        Hasher hasher = started(firstChunk);
        hasher.update(bytes.duplicate());
        hasher.finish(0, out, offset);
        HASHERS.give(hasher);
    }

    /**
     * The values of subtrees of 16 KiB each that follow each other and are not the root: many at once are hashed faster than one by one.
     *
     * @param bytes their input, a multiple of 16 KiB; the position stays
     * @param firstChunk the number of its first chunk, a multiple of 16
     * @param out takes 32 bytes for each, from the first one on
     * @throws IllegalArgumentException if no such subtrees begin there
     */
    public static void groups(ByteBuffer bytes, long firstChunk, byte[] out) {
        int length = bytes.remaining();
        if (length % Group.BYTES != 0 || firstChunk < 0 || firstChunk % Group.CHUNKS != 0) {
            throw new IllegalArgumentException(
                    "no subtrees of 16 KiB have " + length + " bytes together and begin at chunk " + firstChunk);
        }
        Kernel kernel = Kernels.forMore(length);
        MemorySegment in = MemorySegment.ofBuffer(bytes);
        Workspace workspace = Workspace.take();
        for (int at = 0; at < length; at += Workspace.BYTES) {
            int some = Math.min(Workspace.BYTES, length - at);
            long counter = firstChunk + at / CHUNK;
            workspace.groups(in, at, some, counter, kernel, out, at / Group.BYTES * VALUE);
        }
        workspace.give();
    }

    private static void checkSubtree(long length, long firstChunk) {
        long chunks = Math.ceilDiv(length, CHUNK);
        long size = chunks <= 1 ? chunks : Long.highestOneBit(chunks - 1) << 1;
        if (size == 0 || firstChunk < 0 || firstChunk % size != 0) {
            throw new IllegalArgumentException("no subtree of " + length + " bytes begins at chunk " + firstChunk);
        }
    }

    /** The value of a parent that is not the root, from those of its two children; {@code out} may be one of the other arrays. */
    public static void parent(byte[] left, int leftOffset, byte[] right, int rightOffset, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(outOffset, VALUE, out.length);
        Workspace workspace = Workspace.take();
        join(left, leftOffset, right, rightOffset, 0, workspace);
        System.arraycopy(workspace.values, 0, out, outOffset, VALUE);
        workspace.give();
    }

    /** The digest of an input of more than one chunk, from the values of the two children of its root. */
    public static Digest rootParent(byte[] left, int leftOffset, byte[] right, int rightOffset) {
        Workspace workspace = Workspace.take();
        join(left, leftOffset, right, rightOffset, Kernel.ROOT, workspace);
        Digest digest = Digest.at(workspace.values, 0);
        workspace.give();
        return digest;
    }

    private static void join(
            byte[] left, int leftOffset, byte[] right, int rightOffset, int flags, Workspace workspace) {
        byte[] values = workspace.values;
        System.arraycopy(left, leftOffset, values, 0, VALUE);
        System.arraycopy(right, rightOffset, values, VALUE, VALUE);
        Kernels.current().parent(values, 0, flags, values, 0, workspace);
    }

    /** Takes in more input. */
    public Blake3 update(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        hasher.update(bytes, offset, length);
        return this;
    }

    /** Takes in what remains in the buffer, whose position moves to its limit. */
    public Blake3 update(ByteBuffer bytes) {
        hasher.update(bytes);
        return this;
    }

    /** Takes in the segment. */
    public Blake3 update(MemorySegment bytes) {
        hasher.update(bytes);
        return this;
    }

    /**
     * The digest of all that was taken in.
     *
     * @throws IllegalStateException if it has finished before, without a {@link #reset} since; this goes for {@code update} as well
     */
    public Digest finish() {
        return hasher.finish();
    }

    /** As {@link #finish()}, with the digest written to {@code offset}. */
    public void finish(byte[] out, int offset) {
        Objects.checkFromIndexSize(offset, VALUE, out.length);
        hasher.finish(Kernel.ROOT, out, offset);
    }

    /** Forgets all that was taken in: as new. */
    public Blake3 reset() {
        hasher.start(0);
        return this;
    }
}
