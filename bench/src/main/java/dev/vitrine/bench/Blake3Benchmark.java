package dev.vitrine.bench;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Digest;
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

/** The time to hash one input that is at hand as a whole: one block, a small file, the largest inline blob, a part of a large file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Blake3Benchmark {
    /** Of the input, in bytes. */
    @Param({"64", "2048", "65536", "1048576"})
    public int size;

    private byte[] input = new byte[0];

    /** Fills the input with random bytes. */
    @Setup
    public void fill() {
        input = new byte[size];
        new Random(size).nextBytes(input);
    }

    /** From bytes to digest. */
    @Benchmark
    public Digest digest() {
        return Blake3.digest(input);
    }
}
