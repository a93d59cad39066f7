package dev.vitrine.castore.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A class with a main method in a JVM of its own, which a test talks to line by line. Closing it kills it. */
final class JavaProcess implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final Process process;
    private final BufferedReader output;

    private JavaProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    static JavaProcess start(Class<?> main, Path store) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                // no process that hangs outlives the test by much
                "timeout",
                "-k",
                "1",
                Long.toString(DEADLINE.toSeconds()),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of(System.getProperty("vitrine.root"), "deploy", "jvm.options"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                store.toString()));
        return new JavaProcess(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Sends a line. */
    void tell(String line) throws IOException {
        process.outputWriter(UTF_8).append(line).append('\n').flush();
    }

    /** The next line; empty when the process is done. */
    Optional<String> next() throws IOException {
        return Optional.ofNullable(output.readLine());
    }

    /** Sends a line and waits for the one that answers it. */
    String ask(String line) throws IOException {
        tell(line);
        return next().orElseThrow();
    }

    /** Waits until it ends, for that long at most. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Kills the JVM (SIGKILL) and waits for its end. What it has printed can still be read. */
    void kill() {
        List<ProcessHandle> jvm = process.descendants().toList();
        jvm.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
        process.destroyForcibly();
    }
}
