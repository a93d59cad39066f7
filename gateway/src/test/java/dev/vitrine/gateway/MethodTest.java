package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.gateway.RawHttp.Reply;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodTest {
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        served.root("f", served.file("file"));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    /** H18: Every method but GET, HEAD and OPTIONS is answered with 405 and an Allow field, whatever the path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT",
                "POST",
                "DELETE",
                "PATCH",
                "TRACE",
                "MKCOL",
                "MOVE",
                "COPY",
                "LOCK",
                "UNLOCK",
                "PROPFIND",
                "PROPPATCH",
                "REPORT",
                "SEARCH",
                "FOO",
                "get"
            })
    void nothingElseIsAllowed(String method) {
        for (String target : List.of("/", "/f", "/nothing")) {
            Reply reply = served.http().send(method, target);
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.get("Allow")).contains("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void aBodyThatIsNotWantedIsNotWaitedFor() {
        Reply reply = served.http().send("PUT", "/f", "Content-Length: 100000000", "Expect: 100-continue");
        assertThat(reply.status()).isEqualTo(405);
    }

    /** H19: OPTIONS is answered with 200 and an Allow field for every path, there or not, and for an asterisk. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/f", "/nothing", "*"})
    void optionsIsAlwaysAnswered(String target) {
        Reply reply = served.http().send("OPTIONS", target);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.get("Allow")).contains("GET, HEAD, OPTIONS");
        assertThat(reply.body()).isEmpty();
    }

    /** H22: An error is plain text that repeats nothing of the request, and no answer names the software of the server. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /secret-name HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "secret-name\r\n\r\n",
                "GET /%zzsecret-name HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nsecret-name : x\r\n\r\n",
                "PUT /secret-name HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            })
    void anErrorRepeatsNothing(String request) {
        Reply reply = served.http().exchange(request);
        assertThat(reply.status()).isBetween(400, 499);
        assertThat(reply.get("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(reply.text()).startsWith(reply.status() + " ").doesNotContain("secret");
        assertThat(reply.header()).doesNotContainKeys("server", "x-powered-by");
        assertThat(reply.header().toString() + reply.text()).doesNotContainIgnoringCase("jetty");
    }

    @Test
    void oneConnectionServesManyRequests() throws Exception {
        try (Socket socket = served.http().connect()) {
            String one = "GET /f HTTP/1.1\r\nHost: x\r\n\r\n";
            String last = "GET /f HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write((one + one + last).getBytes(StandardCharsets.ISO_8859_1));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(all.split("\r\n\r\nfile", -1)).hasSize(4);
        }
    }
}
