package dev.vitrine.bench;

import dev.vitrine.castore.hash.Blake3;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time to hash one input that is at hand as a whole, by each kernel and by blake3-java: from one block to a large file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Blake3Benchmark {
    /** Of the input, in bytes. */
    @Param({"64", "1024", "4096", "16384", "65536", "1048576", "67108864"})
    public int size;

    /** A kernel of ours, as {@code VITRINE_BLAKE3} names it, or the peer. Each has a JVM of its own. */
    @Param({"blake3-java", "scalar", "lanes", "vector128", "vector256", "vector512"})
    public String hasher = "";

    private HashedBy hashedBy = HashedBy.PEER;
    private final byte[] digest = new byte[Blake3.VALUE];
    private byte[] input = new byte[0];

    /** Chooses the kernel and fills the input with random bytes. */
    @Setup
    public void fill() {
        hashedBy = HashedBy.of(hasher);
        input = new byte[size];
        new Random(size).nextBytes(input);
    }

    /** From bytes to digest. */
    @Benchmark
    public byte[] digest() {
        hashedBy.hash(input, digest);
        return digest;
    }
}
