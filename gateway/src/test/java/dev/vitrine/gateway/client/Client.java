package dev.vitrine.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program that people have, run under timeout(1), which ends it and all that it started, whatever it is doing. Its home is an empty
 * directory, so that no setting of this machine's users counts.
 */
final class Client {
    private static final int PATIENCE_SECONDS = 60;
    private static final int UNTIL_KILLED_SECONDS = 5;

    private final Path home;
    private final List<String> command;
    private final Map<String, String> environment = new TreeMap<>();

    private Client(Path home, List<String> command) {
        this.home = home;
        this.command = command;
        environment.put("HOME", home.toString());
        environment.put("XDG_CACHE_HOME", home.resolve("cache").toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        environment.put("XDG_DATA_HOME", home.resolve("data").toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    /**
     * A program with its arguments, each of which becomes text.
     *
     * @param home where it runs and where it may leave its own files
     */
    static Client of(Path home, Object... command) {
        List<String> words = new ArrayList<>();
        for (Object word : command) {
            words.add(word.toString());
        }
        return new Client(home, words);
    }

    /** A script for bash that ends at its first failure; {@code $1} and so on are the arguments. */
    static Client shell(Path home, String script, Object... arguments) {
        List<Object> words = new ArrayList<>(List.of("bash", "-c", "set -euo pipefail\n" + script, "bash"));
        words.addAll(List.of(arguments));
        return of(home, words.toArray());
    }

    Client with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** This program in a desktop session of its own. What the session starts ends with it, and neither mounts nor looks for devices. */
    Client inSession() throws IOException {
        List<String> words = new ArrayList<>(List.of("dbus-run-session", "--"));
        words.addAll(command);
        Path runtime = Files.createDirectories(home.resolve("run"));
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
        return new Client(home, words)
                .with("XDG_RUNTIME_DIR", runtime)
                .with("GVFS_DISABLE_FUSE", "1")
                .with("GIO_USE_VOLUME_MONITOR", "unix");
    }

    /** Runs it to its end, with nothing to read. */
    Outcome run() throws IOException, InterruptedException {
        return run("");
    }

    /** Runs it to its end while it is told this on its standard input. */
    Outcome run(String typed) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "client", ".out");
        Path err = Files.createTempFile(home, "client", ".err");
        try {
            Process process = start(PATIENCE_SECONDS, out, err);
            try (OutputStream in = process.getOutputStream()) {
                in.write(typed.getBytes(UTF_8));
            } catch (IOException deaf) {
                // It ended without reading: what it left behind says why.
            }
            int exit = process.waitFor();
            return new Outcome(String.join(" ", command), exit, read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Starts it beside the test; it is killed when it has run for so long. */
    Process start(int seconds, Path out, Path err) throws IOException {
        List<String> bounded = new ArrayList<>(
                List.of("timeout", "-k", Integer.toString(UNTIL_KILLED_SECONDS), Integer.toString(seconds)));
        bounded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(bounded)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8);
    }
}
