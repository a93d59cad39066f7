package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.cli.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    /** T30: `vitrine token NAME --credentials FILE` prints a token and adds its hash to the file, which only the owner may read; `serve` with
     * certificate, key, credentials and rules says `listening https://HOST:PORT/` and serves those who may read. */
    @Test
    void everythingTogether() throws Exception {
        Path store = temp.resolve("store");
        Path credentials = temp.resolve("credentials");
        Program.shell("mkdir \"$1\" && echo hello >\"$1/f\"", temp.resolve("open"))
                .succeeded();
        Program.shell("mkdir \"$1\" && echo secret >\"$1/f\"", temp.resolve("closed"))
                .succeeded();
        Program.vitrine(
                        store,
                        "import",
                        temp.resolve("open").toString(),
                        temp.resolve("closed").toString())
                .succeeded();
        Program.shell(
                        "cd \"$1\" && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=v"
                                + " -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem",
                        temp)
                .succeeded();
        String token = Program.vitrine(store, "token", "bot", "--credentials", credentials.toString())
                .succeeded()
                .text()
                .strip();
        assertThat(Files.getPosixFilePermissions(credentials)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(credentials).content().startsWith("bot:{token-sha256}").doesNotContain(token);
        Program.shell("htpasswd -bB -C 5 \"$1\" ali 'open sesame'", credentials).succeeded();
        try (Server server = Server.start(
                store,
                temp,
                "--listen",
                "0.0.0.0:0",
                "--tls-cert",
                temp.resolve("cert.pem").toString(),
                "--tls-key",
                temp.resolve("key.pem").toString(),
                "--credentials",
                credentials.toString(),
                "--allow",
                "open=anyone",
                "--allow",
                "closed=bot")) {
            String address = server.awaitLine("listening ");
            assertThat(address).startsWith("https://0.0.0.0:");
            String url = address.replace("0.0.0.0", "127.0.0.1");
            String curl = "curl -sS --cacert \"$1\" -w ' %{http_code} %{http_version}' ";
            Object cert = temp.resolve("cert.pem");
            assertThat(Program.shell(curl + "\"$2\"", cert, url + "open/f").text())
                    .isEqualTo("hello\n 200 2");
            assertThat(Program.shell(curl + "\"$2\"", cert, url + "closed/f").text())
                    .isEqualTo("401 Unauthorized\n 401 2");
            assertThat(Program.shell(curl + "-u 'ali:open sesame' \"$2\"", cert, url + "closed/f")
                            .text())
                    .isEqualTo("403 Forbidden\n 403 2");
            assertThat(Program.shell(curl + "--oauth2-bearer \"$3\" \"$2\"", cert, url + "closed/f", token)
                            .text())
                    .isEqualTo("secret\n 200 2");
            assertThat(server.stderr()).isEmpty();
        }
        assertThat(serve("--tls-cert", "x").failedWith(2).stderr()).contains("--tls-key");
        assertThat(serve("--allow", "x").failedWith(2).stderr()).contains("a rule is ROOT=WHO");
    }
}
