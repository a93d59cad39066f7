package dev.vitrine.castore.hash;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a kernel until the compiler has made of it what it can, and compares it with the one in use: before that, each vector is an object, and
 * the kernel a hundred times slower. For one thread.
 */
final class WarmUp {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    /** In bytes: so that each width of vectors has its turn, alone and together. */
    private static final int[] LENGTHS = {64, 1024, 2500, 4096, 7000, 16 * 1024, 100_000};

    private static final long ENOUGH_NANOS = 60_000_000_000L;
    private static final long REST_NANOS = 5_000_000;
    private static final int TIMES = 20;
    private static final double MARGIN = 1.1;

    /** What fills the widest vectors. */
    private static final int WIDE = 16 * Kernel.CHUNK;

    private final byte[] input = new byte[LENGTHS[LENGTHS.length - 1]];
    private final byte[] value = new byte[Kernel.VALUE];
    private final byte[] expected = new byte[Kernel.VALUE];
    private final Workspace workspace = Workspace.take();
    private final Kernel used;
    private final Kernel candidate;
    private final int[] compared;

    private WarmUp(Kernel used, Kernel candidate, int shortest) {
        this.used = used;
        this.candidate = candidate;
        compared = Arrays.stream(LENGTHS).filter(length -> length >= shortest).toArray();
        new Random(0).nextBytes(input);
    }

    /** The widest vectors that turn out faster than the kernel in use, with plain Java for what does not fill them; empty if none do. */
    static Optional<Kernel> soon(Kernel used) {
        return first(VectorModule::widest, candidate -> isFaster(used, candidate, WIDE));
    }

    /** The kernel of the widest vectors, for inputs of any length, that turns out faster than the kernel in use; empty if none does. */
    static Optional<Kernel> whole(Kernel used) {
        return first(VectorModule::kernel, candidate -> isFaster(used, candidate, 0));
    }

    private static Optional<Kernel> first(Function<KernelName, Optional<Kernel>> kernels, Predicate<Kernel> faster) {
        return List.of(KernelName.VECTOR512, KernelName.VECTOR256, KernelName.VECTOR128).stream()
                .flatMap(name -> kernels.apply(name).stream())
                .filter(faster)
                .findFirst();
    }

    /**
     * Whether the candidate turns out right, and faster.
     *
     * @param shortest the shortest input, in bytes, for which it is to be faster
     */
    static boolean isFaster(Kernel used, Kernel candidate, int shortest) {
        return new WarmUp(used, candidate, shortest).isFaster();
    }

    /** Rests between the rounds, a little, while the compiler works. */
    private boolean isFaster() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < ENOUGH_NANOS) {
            long round = System.nanoTime();
            if (!isRight()) {
                log.warn("hashing by {} gives wrong digests on this machine: it is not used", candidate.name());
                return false;
            }
            if (isFasterNow()) {
                log.debug("hashing by {} from now on", candidate.name());
                return true;
            }
            LockSupport.parkNanos(Math.min(REST_NANOS, System.nanoTime() - round));
        }
        return false;
    }

    private boolean isRight() {
        return Arrays.stream(LENGTHS).allMatch(length -> {
            hash(used, length, expected);
            hash(candidate, length, value);
            return Arrays.equals(value, expected);
        });
    }

    /** Nowhere slower, that is: where both do the same, chance decides. */
    private boolean isFasterNow() {
        return Arrays.stream(compared).allMatch(length -> nanos(candidate, length) < MARGIN * nanos(used, length));
    }

    private long nanos(Kernel kernel, int length) {
        long start = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            hash(kernel, length, value);
        }
        return System.nanoTime() - start;
    }

    private void hash(Kernel kernel, int length, byte[] out) {
        int count = workspace.hash(input, 0, length, 0, kernel);
        workspace.halve(count, 1, kernel);
        System.arraycopy(workspace.values, 0, out, 0, Kernel.VALUE);
    }
}
