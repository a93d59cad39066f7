package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs {@code ./vitrine} on one store and kills it, with SIGKILL, at random moments of the time that it takes. Not thread-safe. */
final class Killing {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** A command that does no work. */
    private static final String START = "--version";

    private final Path store;
    private final Path output;
    private final Random random;
    /** What commands took that nobody disturbed, in nanoseconds. */
    private final Map<String, Long> durations = new HashMap<>();

    private int killed;
    private int atWork;

    Killing(Path store, Path output, Random random) {
        this.store = store;
        this.output = output;
        this.random = random;
    }

    /** Measures the start of the program. */
    void measureStart() throws IOException, InterruptedException {
        measure(START);
    }

    /** Runs a command to its end, and remembers how long it takes. */
    void measure(String... command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Program.vitrine(store, command).succeeded();
        durations.put(command[0], System.nanoTime() - start);
    }

    /**
     * What a command had done when it was killed.
     *
     * @param hasEnded whether it was done before it could be killed
     * @param lines that it had printed, as far as they are whole
     */
    record Killed(boolean hasEnded, List<String> lines) {}

    /**
     * Runs a command and kills it, unless it ends first, which it does with success: three times of four when it has begun to work, else
     * at any moment.
     */
    Killed kill(String... command) throws IOException, InterruptedException {
        Process process = Program.vitrineCommand(store, command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long time = duration(command[0]);
        if (random.nextInt(4) > 0) {
            Await.until(PATIENCE, () -> hasUnfinished() || !process.isAlive());
            time = Math.max(0, time - duration(START));
        }
        boolean ended = process.waitFor((long) (random.nextDouble() * time), TimeUnit.NANOSECONDS);
        process.destroyForcibly().waitFor();
        if (ended) {
            assertThat(process.exitValue()).as(command[0]).isZero();
        } else {
            killed++;
            atWork += hasUnfinished() ? 1 : 0;
        }
        return new Killed(ended, wholeLines(Files.readString(output)));
    }

    private long duration(String command) {
        return Objects.requireNonNull(durations.get(command));
    }

    /** Whoever has the store open has a directory there, which is left when it is killed. */
    private boolean hasUnfinished() throws IOException {
        try (Stream<Path> found = Files.list(store.resolve("tmp"))) {
            return found.findAny().isPresent();
        }
    }

    private static List<String> wholeLines(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** How many commands were killed. */
    int killed() {
        return killed;
    }

    /** How many of them had the store open. */
    int atWork() {
        return atWork;
    }
}
