package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code ./vitrine} and other programs, each with a deadline. What they print goes through files, so that nobody blocks on a
 * full pipe.
 */
final class Program {
    static final Path LAUNCHER = Path.of(System.getProperty("vitrine.root"), "vitrine");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What a program that ended left behind. */
    static final class Result {
        private final int exitCode;
        private final byte[] stdout;
        private final String stderr;

        private Result(int exitCode, byte[] stdout, String stderr) {
            this.exitCode = exitCode;
            this.stdout = stdout;
            this.stderr = stderr;
        }

        int exitCode() {
            return exitCode;
        }

        byte[] stdout() {
            return stdout.clone();
        }

        String stderr() {
            return stderr;
        }

        String text() {
            return new String(stdout, UTF_8);
        }

        List<String> lines() {
            return text().lines().toList();
        }

        Result succeeded() {
            assertThat(exitCode).as("exit code; stderr: %s", stderr).isZero();
            return this;
        }

        Result failedWith(int code) {
            assertThat(exitCode)
                    .as("exit code; stdout: %s stderr: %s", text(), stderr)
                    .isEqualTo(code);
            return this;
        }
    }

    private Program() {}

    /** Runs {@code ./vitrine} on a store to its end. */
    static Result vitrine(Path store, String... arguments) throws IOException, InterruptedException {
        return run(vitrineCommand(store, arguments));
    }

    /** Runs a program to its end; a deadline that passes is a failure of the test. */
    static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("vitrine-test", ".out");
        Path err = Files.createTempFile("vitrine-test", ".err");
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends in time", builder.command())
                    .isTrue();
            return new Result(
                    process.exitValue(), Files.readAllBytes(out), new String(Files.readAllBytes(err), ISO_8859_1));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Runs a shell line under a hard time limit; {@code $1} and so on are the arguments. */
    static Result shell(String line, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("timeout", "-k", "5", "240", "bash", "-c", line, "bash"));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return run(new ProcessBuilder(command));
    }

    static ProcessBuilder vitrineCommand(Path store, String... arguments) {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("VITRINE_STORE", store.toString());
        return builder;
    }
}
