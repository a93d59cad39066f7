package dev.vitrine.bench;

import com.sun.management.ThreadMXBean;
import dev.vitrine.castore.hash.Blake3;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * Hashes a file again and again, and prints one line for {@code bench/baseline}: what is asked for per GB, and the bytes that were allocated per hash.
 *
 * <p>{@code HashFile HASHER PIECE FILE}: nanoseconds of CPU time per byte of arrays of PIECE bytes; PIECE {@code all}: nanoseconds on the clock per byte of
 * the file as a whole, mapped, by all cores.
 */
final class HashFile {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long WARM_NANOS = 4_000_000_000L;
    private static final long MEASURED_NANOS = 1_000_000_000L;

    private final Runnable pass;
    private final long bytes;

    private HashFile(Runnable pass, long bytes) {
        this.pass = pass;
        this.bytes = bytes;
    }

    public static void main(String[] args) throws IOException {
        HashedBy hashedBy = HashedBy.of(args[0]);
        try (FileChannel file = FileChannel.open(Path.of(args[2]));
                Arena arena = Arena.ofShared()) {
            MemorySegment mapped = file.map(MapMode.READ_ONLY, 0, file.size(), arena);
            System.out.println(
                    args[1].equals("all") ? whole(mapped) : pieces(hashedBy, mapped, Integer.parseInt(args[1])));
        }
    }

    private static String whole(MemorySegment file) {
        HashFile hashing = new HashFile(() -> Blake3.digest(file), file.byteSize());
        hashing.run(WARM_NANOS);
        long start = System.nanoTime();
        long hashed = hashing.run(MEASURED_NANOS);
        return (double) (System.nanoTime() - start) / hashed + " -";
    }

    private static String pieces(HashedBy hashedBy, MemorySegment file, int length) {
        byte[] piece = new byte[length];
        MemorySegment.copy(file, 0, MemorySegment.ofArray(piece), 0, length);
        byte[] digest = new byte[Blake3.VALUE];
        HashFile hashing = new HashFile(() -> hashedBy.hash(piece, digest), length);
        hashing.run(WARM_NANOS);
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        long hashed = hashing.run(MEASURED_NANOS);
        double nanos = THREADS.getCurrentThreadCpuTime() - start;
        return nanos / hashed + " " + (THREADS.getCurrentThreadAllocatedBytes() - allocated) * length / hashed;
    }

    /** Passes for so long, and the bytes that they hashed. */
    private long run(long nanos) {
        long hashed = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < nanos; hashed += bytes) {
            pass.run();
        }
        return hashed;
    }
}
