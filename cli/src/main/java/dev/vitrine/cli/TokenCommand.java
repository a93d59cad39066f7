package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.gateway.access.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        description = "Makes a token for a program, adds its hash to a credentials file, and prints it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class TokenCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Whose token it is; the name that rules of --allow use.")
    private String name = "";

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            required = true,
            description = "The file, which is made if it is missing. The token itself is not in it.")
    private Path file = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Token token = Token.random();
        append(line(token));
        try (Output out = new Output()) {
            out.line(token.text());
        }
        return 0;
    }

    private String line(Token token) {
        try {
            return token.line(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Adds a line at the end, also where the last one is unfinished; nobody but the owner may read a file that is made. */
    private void append(String line) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel out = FileChannel.open(file, options, owner)) {
            String start = endsUnfinished(out) ? "\n" : "";
            ByteBuffer bytes = ByteBuffer.wrap((start + line + "\n").getBytes(UTF_8));
            for (long at = out.size(); bytes.hasRemaining(); ) {
                at += out.write(bytes, at);
            }
        }
    }

    private static boolean endsUnfinished(FileChannel file) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) != '\n';
    }
}
