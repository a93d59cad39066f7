package dev.vitrine.castore.hash;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A kernel that can be asked for, by the system property {@code vitrine.blake3} or else the environment variable {@code VITRINE_BLAKE3}. */
enum KernelName {
    /** One block after the other, in plain Java. */
    SCALAR,
    /** Many at once where many are at hand, in plain Java. */
    LANES,
    /** Vectors of up to so many bits; where the machine has them and Java its module for vectors. */
    VECTOR128,
    VECTOR256,
    VECTOR512;

    private static final String AUTO = "auto";

    /**
     * The one that is asked for; empty where the fastest is to be found out, which is so when nothing was set.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static Optional<KernelName> asked() {
        String variable = System.getenv().getOrDefault("VITRINE_BLAKE3", AUTO);
        return parse(System.getProperty("vitrine.blake3", variable));
    }

    static Optional<KernelName> parse(String text) {
        if (text.isEmpty() || text.equals(AUTO)) {
            return Optional.empty();
        }
        for (KernelName name : values()) {
            if (name.toString().equals(text)) {
                return Optional.of(name);
            }
        }
        throw new IllegalArgumentException("VITRINE_BLAKE3 names no way to hash: '" + text + "' (expected " + AUTO
                + ", " + Arrays.stream(values()).map(KernelName::toString).collect(Collectors.joining(", ")) + ")");
    }

    /**
     * The kernel of that name.
     *
     * @throws IllegalArgumentException if it cannot run here
     */
    Kernel kernel() {
        return switch (this) {
            case SCALAR -> new Scalar();
            case LANES -> new LanesKernel(this, new Scalar(), new PlainLanes(), 24);
            case VECTOR128, VECTOR256, VECTOR512 ->
                VectorModule.kernel(this)
                        .orElseThrow(() -> new IllegalArgumentException("VITRINE_BLAKE3 asks for " + this
                                + ", which this machine, or this Java without its module for vectors, cannot run"));
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
