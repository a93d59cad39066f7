package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@code vitrine serve} that runs beside the test. Closing it stops it, and takes away a mount that it left behind. */
final class Server implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(30);

    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private Server(Process process, Path stdout, Path stderr) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Starts it on a free port of loopback, unless the arguments say where; its output goes to files in {@code logs}. */
    static Server start(Path store, Path logs, String... arguments) throws IOException {
        return start(List.of(), store, logs, arguments);
    }

    /** The same as an argument of another program, which has to become it. */
    static Server start(List<String> wrapper, Path store, Path logs, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("serve"));
        command.addAll(Arrays.asList(arguments));
        if (!command.contains("--listen") && !command.contains("--no-http")) {
            command.addAll(List.of("--listen", "127.0.0.1:0"));
        }
        Path stdout = Files.createTempFile(logs, "serve", ".out");
        Path stderr = Files.createTempFile(logs, "serve", ".err");
        ProcessBuilder builder = Program.vitrineCommand(store, command.toArray(String[]::new));
        builder.command().addAll(0, wrapper);
        Process process = builder.redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
        return new Server(process, stdout, stderr);
    }

    /** Where it listens, once it says so. */
    URI address() {
        return URI.create(awaitLine("listening "));
    }

    /** Where it is mounted, once it says so. */
    Path mountpoint() {
        return Path.of(awaitLine("mounted "));
    }

    /** The rest of the line on stdout that starts so, once it is there. */
    String awaitLine(String start) {
        Await.until(READY, () -> line(start) != null || !process.isAlive());
        String line = line(start);
        assertThat(line).as("a line '%s...'; stderr: %s", start, stderr()).isNotNull();
        return line == null ? "" : line.substring(start.length());
    }

    private @Nullable String line(String start) {
        try {
            String all = Files.readString(stdout);
            return all.substring(0, all.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String stderr() {
        try {
            return Files.readString(stderr);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal by name, as {@code kill} does. */
    void signal(String name) throws IOException, InterruptedException {
        Program.run(new ProcessBuilder("kill", "-" + name, Long.toString(pid())))
                .succeeded();
    }

    /** The exit code, once it has ended. */
    int awaitExit(Duration atMost) throws InterruptedException {
        assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                .as("serve ends within %s; stderr: %s", atMost, stderr())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly().onExit().join();
        }
        String mounted = line("mounted ");
        if (mounted != null) {
            Process umount = new ProcessBuilder("umount", "-l", mounted.substring("mounted ".length()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            umount.onExit().join();
        }
    }
}
