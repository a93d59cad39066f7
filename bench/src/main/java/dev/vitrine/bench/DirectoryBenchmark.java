package dev.vitrine.bench;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.util.List;
import java.util.Optional;
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

/** The time to read a directory from its encoding, and to find names in it, each time another one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DirectoryBenchmark {
    /** Of the directory. */
    @Param({"10", "1000", "100000"})
    public int entries;

    private Directory directory = Directory.empty();
    private byte[] encoding = new byte[0];
    private List<PathComponent> present = List.of();
    private List<PathComponent> absent = List.of();
    private int next;

    /** Makes the directory, and the names to look for in random order. */
    @Setup
    public void make() throws Invalid {
        SampleDirectory sample = SampleDirectory.of(entries);
        directory = sample.directory();
        encoding = directory.toByteArray();
        present = sample.present();
        absent = sample.absent();
    }

    /** From bytes to an indexed directory; every rule of the encoding is checked. */
    @Benchmark
    public Directory parse() throws Invalid {
        return Directory.parse(encoding);
    }

    /** The node of a name that is there. */
    @Benchmark
    public Optional<Node> getPresent() {
        return directory.get(oneOf(present));
    }

    /** Of a name that is not there, but lies among those that are. */
    @Benchmark
    public Optional<Node> getAbsent() {
        return directory.get(oneOf(absent));
    }

    private PathComponent oneOf(List<PathComponent> names) {
        next = next + 1 < names.size() ? next + 1 : 0;
        return names.get(next);
    }
}
