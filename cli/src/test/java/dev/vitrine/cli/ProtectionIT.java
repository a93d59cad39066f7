package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vitrine serve} where others can reach it. */
final class ProtectionIT {
    @TempDir
    private Path temp;

    private Result serve(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "serve";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Program.vitrine(temp.resolve("store"), command);
    }

    @Test
    void listeningForOthersMustBeMeant() throws Exception {
        Result refused = serve("--listen", "0.0.0.0:0").failedWith(1);
        assertThat(refused.stderr().lines()).singleElement().asString().contains("--insecure");
    }

    /** T9: `serve --limit NAME=VALUE` sets a bound; a name that is not known is wrong usage, and the message lists those that are. */
    @Test
    void limitsAreSetByName() throws Exception {
        assertThat(serve("--limit", "nonsense=1").failedWith(2).stderr())
                .contains("no limit is called 'nonsense'; there are connections, ");
        assertThat(serve("--limit", "header=1").failedWith(2).stderr()).contains("header: 1 is not within");
        try (Server server = Server.start(temp.resolve("store"), temp, "--limit", "header=1KiB")) {
            assertThat(Program.shell(
                                    "curl -s -o /dev/null -w '%{http_code}' -H \"X: $(printf %2000s)x\" \"$1\"",
                                    server.address())
                            .text())
                    .isEqualTo("431");
        }
    }
}
