package dev.vitrine.castore.hash;

import java.lang.foreign.MemorySegment;

/**
 * The tree of one input, or of one subtree of an input, as it grows to the right by whole groups and then ends. For one thread at a time.
 */
final class Tree {
    private final Blake3.GroupSink sink;
    private final Subtrees subtrees = new Subtrees();
    private final Wide wide = new Wide();

    /** The number of the first chunk of all. */
    private long first;

    /** How many chunks there are: whole groups. */
    private long chunks;

    Tree(Blake3.GroupSink sink) {
        this.sink = sink;
    }

    void start(long firstChunk) {
        subtrees.clear();
        first = firstChunk;
        chunks = 0;
    }

    /** How many bytes are missing to the next whole subtree of {@link Workspace#CHUNKS} chunks: 16 KiB to 128 KiB. */
    int toBoundary() {
        return Workspace.BYTES - (int) (chunks % Workspace.CHUNKS) * Kernel.CHUNK;
    }

    /** Takes in more; the length is that of whole groups. */
    void grow(byte[] in, int offset, int length) {
        Kernel kernel = Kernels.forMore(length);
        Workspace workspace = Workspace.take();
        int size;
        for (int at = 0; at < length; at += size * Kernel.CHUNK) {
            size = subtree((length - at) / Kernel.CHUNK);
            grow(in, offset + at, size, kernel, workspace);
        }
        workspace.give();
    }

    /** The largest subtree, in chunks, that can come next and is in these chunks. */
    private int subtree(int available) {
        return (int) Math.min(Workspace.CHUNKS, Math.min(aligned(), Integer.highestOneBit(available)));
    }

    /** The largest size of a subtree that can begin after what there is. */
    private long aligned() {
        return chunks == 0 ? Long.MAX_VALUE : Long.lowestOneBit(chunks);
    }

    private void push(byte[] values, int count) {
        for (int i = 0; i < count; i++) {
            subtrees.push(values, i * Kernel.VALUE);
        }
    }

    private void grow(byte[] in, int offset, int size, Kernel kernel, Workspace workspace) {
        beforeMore(kernel, workspace);
        kernel.chunks(in, offset, size, first + chunks, workspace.values, 0, workspace);
        int count = size;
        if (chunks == 0 && size == Group.CHUNKS) {
            count = workspace.halve(count, 2, kernel); // this group is reported when it turns out not to be all
        } else {
            count = report(workspace, count, kernel);
            count = workspace.halve(count, chunks == 0 ? 2 : 1, kernel);
        }
        push(workspace.values, count);
        chunks += size;
    }

    /** Takes in as large a subtree as comes next, if it is large enough for all cores, and says how many bytes it has: 0 if it is not. */
    long growWide(MemorySegment in, long position) {
        long available = (in.byteSize() - position) / Kernel.CHUNK;
        int size = (int) Math.min(Wide.MOST_CHUNKS, Math.min(aligned(), Long.highestOneBit(available)));
        if (size < Wide.FEWEST_CHUNKS) {
            return 0;
        }
        Kernel kernel = Kernels.forMore((long) size * Kernel.CHUNK);
        Workspace workspace = Workspace.take();
        beforeMore(kernel, workspace);
        byte[] values = wide.groups(in, position, size, first + chunks, kernel);
        int groups = size / Group.CHUNKS;
        sink.groups(chunks / Group.CHUNKS, values, 0, groups);
        push(values, workspace.halve(values, groups, chunks == 0 ? 2 : 1, kernel));
        chunks += size;
        workspace.give();
        return (long) size * Kernel.CHUNK;
    }

    private void beforeMore(Kernel kernel, Workspace workspace) {
        subtrees.join(chunks, kernel, workspace);
        if (chunks == Group.CHUNKS) {
            sink.groups(0, subtrees.values(), 0, 1);
        }
    }

    private int report(Workspace workspace, int count, Kernel kernel) {
        int groups = workspace.halve(count, (count + Group.CHUNKS - 1) / Group.CHUNKS, kernel);
        sink.groups(chunks / Group.CHUNKS, workspace.values, 0, groups);
        return groups;
    }

    /**
     * Takes in the last {@code length} bytes, 0..128 KiB, and ends.
     *
     * @param flags {@link Kernel#ROOT} for the digest, 0 for the value of a subtree
     */
    void end(byte[] in, int offset, int length, int flags, byte[] out, int outOffset) {
        Kernel kernel = Kernels.forMore(length);
        Workspace workspace = Workspace.take();
        if (chunks == 0 && length <= Kernel.CHUNK) {
            kernel.chunk(in, offset, length, first, flags, out, outOffset, workspace);
        } else {
            int taken = growToRest(in, offset, length, kernel, workspace);
            growByRest(in, offset + taken, length - taken, kernel, workspace);
            subtrees.joinAll(kernel, flags, out, outOffset, workspace);
        }
        workspace.give();
    }

    /** Takes in the whole subtrees that have to come before a last one which is not whole, and says how many bytes they are. */
    private int growToRest(byte[] in, int offset, int length, Kernel kernel, Workspace workspace) {
        int taken = 0;
        while (chunks > 0 && length - taken > aligned() * Kernel.CHUNK) {
            int size = (int) aligned();
            grow(in, offset + taken, size, kernel, workspace);
            taken += size * Kernel.CHUNK;
        }
        return taken;
    }

    private void growByRest(byte[] in, int offset, int length, Kernel kernel, Workspace workspace) {
        if (length == 0) {
            return;
        }
        beforeMore(kernel, workspace);
        int count = workspace.hash(in, offset, length, first + chunks, kernel);
        if (chunks > 0 || count > Group.CHUNKS) {
            count = report(workspace, count, kernel);
        }
        count = workspace.halve(count, chunks == 0 ? 2 : 1, kernel);
        push(workspace.values, count);
    }
}
