package dev.vitrine.castore.hash;

import java.util.List;

/** As many inputs at once as fit into vectors, and single ones by themselves. */
final class VectorKernel implements Kernel {
    private final KernelName name;
    private final Single single;
    private final Lanes[] widths;

    /** @param widths each twice as wide as the one before */
    VectorKernel(KernelName name, Single single, List<Lanes> widths) {
        this.name = name;
        this.single = single;
        this.widths = widths.toArray(Lanes[]::new);
    }

    @Override
    public KernelName name() {
        return name;
    }

    @Override
    public void chunk(
            byte[] in, int offset, int length, long counter, int flags, byte[] out, int outOffset, Workspace w) {
        single.chunk(in, offset, length, counter, flags, out, outOffset, w);
    }

    @Override
    public void parent(byte[] in, int offset, int flags, byte[] out, int outOffset, Workspace w) {
        single.parent(in, offset, flags, out, outOffset, w);
    }

    @Override
    public void chunks(byte[] in, int offset, int count, long counter, byte[] out, int outOffset, Workspace w) {
        for (int i = 0; i < count; ) {
            int from = offset + i * CHUNK;
            int to = outOffset + i * VALUE;
            if (count - i == 1) {
                single.chunk(in, from, CHUNK, counter + i, 0, out, to, w);
                return;
            }
            Lanes lanes = lanesFor(count - i);
            int taken = Math.min(lanes.count(), count - i);
            lanes.chunks(in, from, taken, counter + i, out, to, w);
            i += taken;
        }
    }

    @Override
    public void parents(byte[] values, int count, Workspace w) {
        for (int i = 0; i < count; ) {
            if (count - i == 1) {
                single.parent(values, i * BLOCK, 0, values, i * VALUE, w);
                return;
            }
            Lanes lanes = lanesFor(count - i);
            int taken = Math.min(lanes.count(), count - i);
            lanes.parents(values, i * BLOCK, taken, values, i * VALUE, w);
            i += taken;
        }
    }

    /** The narrowest that takes them all, or the widest. */
    private Lanes lanesFor(int inputs) {
        int i = 0;
        while (i < widths.length - 1 && widths[i].count() < inputs) {
            i++;
        }
        return widths[i];
    }
}
