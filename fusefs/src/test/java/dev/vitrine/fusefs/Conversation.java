package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program that is talked to line by line, bounded by timeout(1), and gone when this is closed. */
final class Conversation implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final PrintWriter input;

    private Conversation(Process process) {
        this.process = process;
        this.output = process.inputReader(ISO_8859_1);
        this.input = new PrintWriter(process.outputWriter(ISO_8859_1), true);
    }

    static Conversation with(Object... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("timeout", "-k", "5", "60"));
        for (Object word : command) {
            words.add(word.toString());
        }
        return new Conversation(new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void say(String line) {
        input.println(line);
    }

    /** The next line that it prints. */
    String hear() throws IOException {
        return Optional.ofNullable(output.readLine()).orElse("(it has ended)");
    }

    /** Kills it by a signal that it cannot see; what it has started lives on. */
    void kill() {
        process.children().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
