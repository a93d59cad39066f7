package dev.vitrine.castore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that tests run, each within a minute. */
public final class Command {
    private Command() {}

    /** Runs a program that must succeed, and gives what it printed, standard error included. */
    public static String run(String... command) throws IOException {
        return run(Map.of(), List.of(command));
    }

    /** Runs a class with a main method in a JVM of its own, with the class path and the flags of this one. */
    public static String java(Map<String, String> environment, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of(System.getProperty("vitrine.root"), "deploy", "jvm.options"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    private static String run(Map<String, String> environment, List<String> command) throws IOException {
        Path output = Files.createTempFile("command", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            int exit = waitFor(builder.start());
            String printed = Files.readString(output, UTF_8);
            if (exit != 0) {
                throw new IOException(command.getFirst() + " ended with " + exit + ": " + printed);
            }
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IOException("not done within a minute");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
