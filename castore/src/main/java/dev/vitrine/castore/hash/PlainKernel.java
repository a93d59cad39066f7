package dev.vitrine.castore.hash;

/** Many inputs at once where so many are at hand that few lanes are idle, else one after the other; in plain Java. */
final class PlainKernel implements Kernel {
    /** From so many on it is faster to leave the other lanes idle than to go one by one. */
    private static final int FEWEST = 24;

    private final Kernel single;
    private final Lanes lanes;

    PlainKernel(Kernel single, Lanes lanes) {
        this.single = single;
        this.lanes = lanes;
    }

    @Override
    public KernelName name() {
        return KernelName.LANES;
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
        int i = 0;
        for (; count - i >= FEWEST; ) {
            int taken = Math.min(lanes.count(), count - i);
            lanes.chunks(in, offset + i * CHUNK, taken, counter + i, out, outOffset + i * VALUE, w);
            i += taken;
        }
        single.chunks(in, offset + i * CHUNK, count - i, counter + i, out, outOffset + i * VALUE, w);
    }

    @Override
    public void parents(byte[] values, int count, Workspace w) {
        int i = 0;
        for (; count - i >= FEWEST; ) {
            int taken = Math.min(lanes.count(), count - i);
            lanes.parents(values, i * BLOCK, taken, values, i * VALUE, w);
            i += taken;
        }
        for (; i < count; i++) {
            single.parent(values, i * BLOCK, 0, values, i * VALUE, w);
        }
    }
}
