package dev.vitrine.castore.hash;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
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
    private static final int TIMES = 20;

    private final byte[] input = new byte[LENGTHS[LENGTHS.length - 1]];
    private final byte[] value = new byte[Kernel.VALUE];
    private final byte[] expected = new byte[Kernel.VALUE];
    private final Workspace workspace = Workspace.take();
    private final Kernel used;
    private final Kernel candidate;

    private WarmUp(Kernel used, Kernel candidate) {
        this.used = used;
        this.candidate = candidate;
        new Random(0).nextBytes(input);
    }

    /** The widest vectors that turn out faster than the kernel in use; empty if none do. */
    static Optional<Kernel> of(Kernel used) {
        return List.of(KernelName.VECTOR512, KernelName.VECTOR256, KernelName.VECTOR128).stream()
                .flatMap(name -> VectorModule.kernel(name).stream())
                .filter(candidate -> isFaster(used, candidate))
                .findFirst();
    }

    /** Whether the candidate turns out faster, and right. */
    static boolean isFaster(Kernel used, Kernel candidate) {
        return new WarmUp(used, candidate).isFaster();
    }

    /** Rests between the rounds, while the compiler works. */
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
            LockSupport.parkNanos(System.nanoTime() - round);
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

    private boolean isFasterNow() {
        return Arrays.stream(LENGTHS).allMatch(length -> nanos(candidate, length) < nanos(used, length));
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
