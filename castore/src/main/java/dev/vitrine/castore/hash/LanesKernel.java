package dev.vitrine.castore.hash;

/** Many inputs at once where so many are at hand that few lanes are idle, else one after the other. */
final class LanesKernel implements Kernel {
    private final KernelName name;
    private final Kernel single;
    private final Lanes lanes;
    private final int fewest;

    /** @param fewest from so many inputs on it is faster to leave the other lanes idle than to go one by one */
    LanesKernel(KernelName name, Kernel single, Lanes lanes, int fewest) {
        this.name = name;
        this.single = single;
        this.lanes = lanes;
        this.fewest = fewest;
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
        int i = 0;
        while (count - i >= fewest) {
            int taken = Math.min(lanes.count(), count - i);
            lanes.chunks(in, offset + i * CHUNK, taken, counter + i, out, outOffset + i * VALUE, w);
            i += taken;
        }
        single.chunks(in, offset + i * CHUNK, count - i, counter + i, out, outOffset + i * VALUE, w);
    }

    @Override
    public void parents(byte[] values, int count, Workspace w) {
        int i = 0;
        while (count - i >= fewest) {
            int taken = Math.min(lanes.count(), count - i);
            lanes.parents(values, i * BLOCK, taken, values, i * VALUE, w);
            i += taken;
        }
        for (; i < count; i++) {
            single.parent(values, i * BLOCK, 0, values, i * VALUE, w);
        }
    }
}
