package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;

/**
 * Runs {@code vitrine} again and again in one JVM: each line of its input is a command, with tabs between the arguments. What that
 * prints, its sentences on stderr included, is followed by a line {@code exit CODE}.
 */
final class CommandsProgram {
    private CommandsProgram() {}

    public static void main(String[] none) throws IOException {
        PrintWriter out = new PrintWriter(System.out, true, UTF_8);
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                out.println("exit " + Vitrine.execute(line.split("\t"), out));
            }
        }
    }
}
