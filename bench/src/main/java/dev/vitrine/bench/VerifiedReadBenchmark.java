package dev.vitrine.bench;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.outboard.ReadCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The time to read 64 KiB, piece after piece, of a blob that is a file, which the kernel has in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class VerifiedReadBenchmark {
    private static final int PIECE = 64 << 10;
    private static final int SIZE = 64 << 20;

    /** When what is read is verified. */
    @Param({"OFF", "FIRST_READ", "ALWAYS"})
    public ReadCheck check = ReadCheck.OFF;

    private final ByteBuffer target = ByteBuffer.allocateDirect(PIECE);
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // JMH calls make() first
    private LocalStore store;

    @SuppressWarnings("NullAway.Init")
    private BlobReader blob;

    private Digest digest = Digest.EMPTY;
    private long position;

    /** Stores a blob of random bytes. */
    @Setup
    public void make() throws IOException {
        directory = Files.createTempDirectory("vitrine-bench");
        byte[] bytes = new byte[SIZE];
        new Random(SIZE).nextBytes(bytes);
        open();
        digest = store.blobs().put(ByteBuffer.wrap(bytes));
        blob = store.blobs().open(digest).orElseThrow();
    }

    private void open() throws CastoreException {
        store = LocalStore.create(directory, LocalStoreOptions.DEFAULTS.withReadCheck(check));
    }

    private void close() {
        blob.close();
        store.close();
    }

    /** A piece that this process has not read before: after the last one the store is opened anew, each 1,024th time. */
    @Benchmark
    public int firstRead() throws CastoreException {
        if (position == SIZE) {
            close();
            open();
            blob = store.blobs().open(digest).orElseThrow();
        }
        return read();
    }

    /** A piece that was read before, but for the warm-up. */
    @Benchmark
    public int laterRead() throws CastoreException {
        return read();
    }

    private int read() throws CastoreException {
        position = position == SIZE ? 0 : position;
        int read = blob.read(position, target.clear());
        position += PIECE;
        return read;
    }

    /** Removes the store. */
    @TearDown
    public void delete() throws IOException {
        close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
