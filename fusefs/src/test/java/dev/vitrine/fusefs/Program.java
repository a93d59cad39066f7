package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs programs of the system, each bounded by timeout(1). Text stands for bytes in what they print. */
final class Program {
    /**
     * What came of it.
     *
     * @param exit the status; 124 or 137 when time ran out
     * @param output of both streams
     */
    record Result(int exit, String output) {}

    private Program() {}

    /** Runs a program. */
    static Result run(Object... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("timeout", "-k", "5", "60"));
        for (Object word : command) {
            words.add(word.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        return new Result(process.waitFor(), output);
    }

    /** What a shell command prints; it must succeed. */
    static String shell(String script, Object... arguments) throws IOException, InterruptedException {
        List<Object> command = new ArrayList<>(List.of("bash", "-c", "set -euo pipefail\n" + script, "bash"));
        command.addAll(List.of(arguments));
        Result result = run(command.toArray());
        if (result.exit() != 0) {
            throw new AssertionError("exit " + result.exit() + " of: " + script + "\n" + result.output());
        }
        return result.output();
    }

    /** What a Python program prints; it must succeed. */
    static String python(String script, Object... arguments) throws IOException, InterruptedException {
        List<Object> all = new ArrayList<>(List.of(script));
        all.addAll(List.of(arguments));
        return shell("exec python3 -c \"$@\"", all.toArray());
    }
}
