package dev.vitrine.castore.hash;

import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.VectorShape;

/** The kernels of vectors. Only to be touched once their module is loaded. */
final class Vectors {
    private Vectors() {}

    /** From so many inputs on the widest vectors are faster than plain Java one by one. */
    static final int FEWEST = 3;

    /** The widest vectors of that kernel alone, which are ready soonest: plain Java does what is left; empty if the machine's are narrower. */
    static Optional<Kernel> widest(KernelName name) {
        return switch (name) {
            case SCALAR, LANES -> Optional.empty();
            case VECTOR128 -> widest(128, name, new Lanes4());
            case VECTOR256 -> widest(256, name, new Lanes8());
            case VECTOR512 -> widest(512, name, new Lanes16());
        };
    }

    private static Optional<Kernel> widest(int bits, KernelName name, Lanes lanes) {
        return fit(bits) ? Optional.of(new LanesKernel(name, new Scalar(), lanes, FEWEST)) : Optional.empty();
    }

    /** That kernel; empty if the machine's vectors are narrower. */
    static Optional<Kernel> kernel(KernelName name) {
        return switch (name) {
            case SCALAR, LANES -> Optional.empty();
            case VECTOR128 -> of(128, name, new Scalar(), List.of(new Lanes4()));
            case VECTOR256 -> of(256, name, new Scalar(), List.of(new Lanes4(), new Lanes8()));
            case VECTOR512 -> of(512, name, new Row(), List.of(new Lanes4(), new Lanes8(), new Lanes16()));
        };
    }

    private static Optional<Kernel> of(int bits, KernelName name, Single single, List<Lanes> widths) {
        return fit(bits) ? Optional.of(new VectorKernel(name, single, widths)) : Optional.empty();
    }

    private static boolean fit(int bits) {
        return VectorShape.preferredShape().vectorBitSize() >= bits;
    }
}
