package dev.vitrine.castore.hash;

import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.VectorShape;

/** The kernels of vectors. Only to be touched once their module is loaded. */
final class Vectors {
    private Vectors() {}

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
        return VectorShape.preferredShape().vectorBitSize() >= bits
                ? Optional.of(new VectorKernel(name, single, widths))
                : Optional.empty();
    }
}
