package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.gateway.admin.AccessLog;
import dev.vitrine.gateway.admin.LogForm;
import dev.vitrine.gateway.admin.Watch;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class AccessLogTest {
    private static final int BIG = 32 << 20;
    private static final String CLF_TIME = "\\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000]";
    private static final String JSON_TIME = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";

    @TempDir
    private Path temp;

    private final FaultyBlobs blobs = new FaultyBlobs();

    private interface Scene {
        void play(Served served) throws Exception;
    }

    /** The lines that the log has once the gateway and the log are closed. */
    private List<String> lines(LogForm form, Scene scene) throws Exception {
        return lines(form, Served.defaults(), scene);
    }

    private List<String> lines(LogForm form, GatewayOptions options, Scene scene) throws Exception {
        try (AccessLog log = AccessLog.toFile(file(), form);
                Served served = Served.watched(new Watch(Optional.of(log), Optional.empty()), blobs, options)) {
            served.root("small", served.file("small"));
            scene.play(served);
        }
        return Files.readAllLines(file());
    }

    private Path file() {
        return temp.resolve("access.log");
    }

    /** O2: The common form is that of NCSA httpd, with the time in UTC, and the combined one adds the referring page and the user agent. */
    @Test
    void theCommonFormIsThatOfOtherServers() throws Exception {
        assertThat(lines(LogForm.COMMON, served -> served.http().get("/small", "User-Agent: x")))
                .singleElement()
                .asString()
                .matches("127\\.0\\.0\\.1 - - " + CLF_TIME + " \"GET /small HTTP/1\\.1\" 200 5");
    }

    @Test
    void theCombinedFormHasTheAgent() throws Exception {
        assertThat(lines(
                        LogForm.COMBINED,
                        served -> served.http().head("/none", "User-Agent: curl/8", "Referer: http://x/y")))
                .singleElement()
                .asString()
                .endsWith("\"HEAD /none HTTP/1.1\" 404 - \"http://x/y\" \"curl/8\"");
    }

    /**
     * O3: The JSON form has an object a line with time, remote, user, method, path, protocol, status, bytes, duration in seconds, range,
     * user_agent, digest and torn, without those that do not apply.
     */
    @Test
    void theJsonFormSaysWhatWasSent() throws Exception {
        assertThat(lines(
                        LogForm.JSON, served -> served.http().get("/small", "Range: bytes=1-2", "User-Agent: a \"b\"")))
                .singleElement()
                .asString()
                .matches("\\{\"time\":" + JSON_TIME
                        + ",\"remote\":\"127\\.0\\.0\\.1\",\"method\":\"GET\",\"path\":\"/small\",\"protocol\":\"HTTP/1\\.1\""
                        + ",\"status\":206,\"bytes\":2,\"duration\":\\d+\\.\\d{6},\"range\":\"bytes=1-2\""
                        + ",\"user_agent\":\"a \\\\\"b\\\\\"\",\"digest\":\"b3:[A-Za-z0-9+/]{43}=\"}");
    }

    /** O4: An answer that did not reach its end is logged as torn, with the bytes that were sent until then. */
    @Test
    void aTornAnswerIsSaidToBe() throws Exception {
        List<String> lines = lines(LogForm.JSON, served -> {
            served.root("big", served.file(new byte[1 << 20]));
            blobs.brokenFrom = 1 << 19;
            served.http().get("/big");
        });
        assertThat(lines)
                .singleElement()
                .asString()
                .contains("\"status\":200,\"bytes\":524288,")
                .endsWith(",\"torn\":true}");
    }

    @Test
    void aClientThatGoesAwayIsLoggedToo() throws Exception {
        List<String> lines = lines(LogForm.JSON, served -> {
            served.root("big", served.file(new byte[BIG]));
            try (Socket socket = served.http().connect()) {
                socket.getOutputStream().write("GET /big HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            Await.until("the blob is closed", () -> blobs.open.get() == 0);
        });
        assertThat(lines)
                .singleElement()
                .asString()
                .contains("\"path\":\"/big\"")
                .endsWith(",\"torn\":true}");
    }

    @ParameterizedTest
    @EnumSource
    void whoWasLetInIsNamed(LogForm form) throws Exception {
        // By printf '%s' s3cret | sha256sum.
        Path credentials = Files.writeString(
                temp.resolve("credentials"),
                "bot:{token-sha256}1ec1c26b50d5d3c58d9583181af8076655fe00756bf7285940ba3670f99fcba0\n");
        List<String> lines =
                lines(form, Served.defaults().withAccess(Served.ACCESS.withCredentials(credentials)), served -> {
                    served.http().get("/small", "Authorization: Bearer s3cret");
                    served.http().get("/small", "Authorization: Bearer wrong");
                });
        String known = form == LogForm.JSON ? ",\"user\":\"bot\"," : "127.0.0.1 - bot [";
        String unknown = form == LogForm.JSON ? "\"remote\":\"127.0.0.1\",\"method\"" : "127.0.0.1 - - [";
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("s3cret") || line.contains("wrong"));
        // Each is logged once it was answered, on connections of their own perhaps: in either order.
        String refused = form == LogForm.JSON ? "\"status\":401," : "\" 401 ";
        assertThat(lines)
                .filteredOn(line -> !line.contains(refused))
                .singleElement()
                .asString()
                .contains(known);
        assertThat(lines)
                .filteredOn(line -> line.contains(refused))
                .singleElement()
                .asString()
                .contains(unknown);
    }

    /** O5: Neither the query of a request nor its credentials are logged, and of a referring page neither. */
    @ParameterizedTest
    @EnumSource
    void secretsAreNotLogged(LogForm form) throws Exception {
        List<String> lines = lines(form, served -> {
            served.http().get("/small?token=s3cret", "Authorization: Basic czNjcmV0");
            served.http().get("/small", "Referer: http://x/y?token=s3cret", "Cookie: s3cret");
            served.http().get("/small", "Referer: http://me:s3cret@x/y", "Proxy-Authorization: s3cret");
            served.http()
                    .exchange("GET http://me:s3cret@127.0.0.1/small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        });
        assertThat(lines).hasSize(4).noneMatch(line -> line.contains("s3cret") || line.contains("czNjcmV0"));
    }

    /**
     * O6: Whatever a client sends, a request is one line of printable ASCII, and nothing that it sends ends a field early.
     */
    @ParameterizedTest
    @EnumSource
    void nothingCanBeSmuggledIn(LogForm form) throws Exception {
        List<String> lines = lines(form, served -> {
            served.http().get("/a%0d%0ab", "User-Agent: x\" 200 5 \\");
            served.http().get("/\"quoted\"");
            served.http().get("/\u00e9\u0085\u001b[2J");
            served.http().get("/", "User-Agent: \u009b31m\u007f\ttab");
            served.http().exchange("FOO\"BAR / HTTP/1.1\r\nHost: x\r\n\r\n");
            served.http().exchange("\u0001\u0002\r\n\r\n");
            served.http().get("/" + "x".repeat(70_000));
        });
        assertThat(lines).hasSizeBetween(6, 7).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~'));
        assertThat(lines).allMatch(line -> fields(form, line));
    }

    private static boolean fields(LogForm form, String line) {
        String text = "\"(?:[^\"\\\\]|\\\\[\"\\\\]|\\\\x[0-9a-f]{2}|\\\\u[0-9a-f]{4})*\"";
        return switch (form) {
            case COMMON -> line.matches("127\\.0\\.0\\.1 - - " + CLF_TIME + " " + text + " \\d{3} (?:-|\\d+)");
            case COMBINED ->
                line.matches(
                        "127\\.0\\.0\\.1 - - " + CLF_TIME + " " + text + " \\d{3} (?:-|\\d+) " + text + " " + text);
            case JSON -> line.matches("\\{(?:\"[a-z_]+\":(?:" + text + "|[0-9.]+|true)[,}])+");
        };
    }

    /** O7: A log file that was moved or removed is made anew within a second, and no line is lost meanwhile. */
    @Test
    void aMovedFileIsMadeAnew() throws Exception {
        Path moved = temp.resolve("access.log.1");
        try (AccessLog log = AccessLog.toFile(file(), LogForm.COMMON);
                Served served = Served.watched(new Watch(Optional.of(log), Optional.empty()), blobs)) {
            served.http().get("/before");
            Await.until("the line is there", () -> log.written() == 1);
            Files.move(file(), moved);
            served.http().get("/between");
            Await.until("the file is there again", () -> Files.exists(file()));
            served.http().get("/after");
            Await.until("all lines are there", () -> log.written() == 3);
        }
        assertThat(Files.readString(moved) + Files.readString(file()))
                .containsSubsequence("GET /before ", "GET /between ", "GET /after ");
        assertThat(Files.readString(file())).contains("GET /after ").doesNotContain("GET /before ");
    }

    @Test
    void theFileIsAppendedToAndNotForEverybody() throws Exception {
        lines(LogForm.COMMON, served -> served.http().get("/one"));
        assertThat(lines(LogForm.COMMON, served -> served.http().get("/two"))).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r-----");
    }

    @Test
    void whatCannotBeWrittenIsExplained() throws IOException {
        Path nowhere = temp.resolve("none/access.log");
        assertThatThrownBy(() -> AccessLog.toFile(nowhere, LogForm.COMMON))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write the access log " + nowhere + ": its directory does not exist");
        assertThatThrownBy(() -> AccessLog.toFile(temp, LogForm.COMMON))
                .hasMessage("cannot write the access log " + temp + ": Is a directory");
    }
}
