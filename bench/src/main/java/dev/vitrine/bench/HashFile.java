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
import java.util.function.LongSupplier;

/**
 * Hashes a file again and again until it gets no faster, and prints one line for {@code bench/baseline}: the least nanoseconds for a byte, and the bytes that
 * were then allocated for each hash.
 *
 * <p>{@code HashFile HASHER PIECE FILE}: by CPU time, an array of PIECE bytes; with {@code all} as PIECE, by the clock, the whole file, mapped, by all cores.
 */
final class HashFile {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long WINDOW_NANOS = 300_000_000L;
    private static final int PATIENCE = 8;

    private final Runnable pass;
    private final long bytes;
    private final LongSupplier clock;

    private double least = Double.MAX_VALUE;
    private long allocated;

    private HashFile(Runnable pass, long bytes, LongSupplier clock) {
        this.pass = pass;
        this.bytes = bytes;
        this.clock = clock;
    }

    public static void main(String[] args) throws IOException {
        HashedBy hashedBy = HashedBy.of(args[0]);
        try (FileChannel file = FileChannel.open(Path.of(args[2]));
                Arena arena = Arena.ofShared()) {
            MemorySegment mapped = file.map(MapMode.READ_ONLY, 0, file.size(), arena);
            HashFile hashing =
                    args[1].equals("all") ? whole(mapped) : piece(hashedBy, mapped, Integer.parseInt(args[1]));
            hashing.run();
            System.out.println(hashing.least + " " + hashing.allocated);
        }
    }

    private static HashFile whole(MemorySegment file) {
        return new HashFile(() -> Blake3.digest(file), file.byteSize(), System::nanoTime);
    }

    private static HashFile piece(HashedBy hashedBy, MemorySegment file, int length) {
        byte[] piece = new byte[length];
        MemorySegment.copy(file, 0, MemorySegment.ofArray(piece), 0, length);
        byte[] digest = new byte[Blake3.VALUE];
        return new HashFile(() -> hashedBy.hash(piece, digest), length, THREADS::getCurrentThreadCpuTime);
    }

    private void run() {
        for (int unchanged = 0; unchanged < PATIENCE; unchanged++) {
            double before = least;
            window();
            if (least < 0.98 * before) {
                unchanged = 0;
            }
        }
    }

    private void window() {
        long heap = THREADS.getCurrentThreadAllocatedBytes();
        long start = clock.getAsLong();
        long nanos;
        long passes = 0;
        do {
            pass.run();
            passes++;
            nanos = clock.getAsLong() - start;
        } while (nanos < WINDOW_NANOS);
        double each = (double) nanos / (passes * bytes);
        if (each < least) {
            least = each;
            allocated = (THREADS.getCurrentThreadAllocatedBytes() - heap) / passes;
        }
    }
}
