package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@link CommandsProgram}: many commands on one store without a start of the JVM for each. Closing it kills it. Not thread-safe. */
final class Commands implements AutoCloseable {
    /** What hangs that long is ended, and the test fails. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final String EXIT = "exit ";

    /**
     * What a command answered.
     *
     * @param lines from stdout and stderr
     */
    record Answer(int exitCode, List<String> lines) {
        Answer succeeded() {
            assertThat(exitCode).as("exit code; it said: %s", lines).isZero();
            return this;
        }
    }

    private final Process process;
    private final BufferedReader output;

    private Commands(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    /** Starts it, as an argument of another program if one is given. */
    static Commands start(Path store, String... wrapper) throws IOException {
        List<String> command = new ArrayList<>(List.of("timeout", "-k", "1", Long.toString(PATIENCE.toSeconds())));
        command.addAll(List.of(wrapper));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of(System.getProperty("vitrine.root"), "deploy", "jvm.options"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                CommandsProgram.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("VITRINE_STORE", store.toString());
        return new Commands(builder.start());
    }

    /** Runs a command that must be answered. */
    Answer run(String... arguments) throws IOException {
        return ask(arguments).orElseThrow(() -> new AssertionError("no answer to " + List.of(arguments)));
    }

    /** Runs a command; empty if the process ended before it had answered. */
    Optional<Answer> ask(String... arguments) throws IOException {
        process.outputWriter(UTF_8)
                .append(String.join("\t", arguments))
                .append('\n')
                .flush();
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(EXIT)) {
                return Optional.of(new Answer(Integer.parseInt(line.substring(EXIT.length())), lines));
            }
            lines.add(line);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().orTimeout(1, TimeUnit.MINUTES).join());
    }
}
