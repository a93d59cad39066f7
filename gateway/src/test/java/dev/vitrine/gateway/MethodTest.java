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

    private static final String ALLOWED = "OPTIONS, GET, HEAD, PROPFIND";

    /** H18: Every other method that is known, of HTTP, WebDAV or its extensions, is answered with 405 and an Allow field, whatever the path; PROPPATCH with 403, and a method that is not known with 501. */
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
                "REPORT",
                "SEARCH",
                "ACL",
                "MKCALENDAR",
                "VERSION-CONTROL",
                "CHECKIN",
                "BIND",
                "ORDERPATCH",
                "QUERY"
            })
    void whatIsKnownIsNotAllowed(String method) {
        for (String target : List.of("/", "/f", "/nothing")) {
            Reply reply = served.http().send(method, target);
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.get("Allow")).contains(ALLOWED);
        }
    }

    @Test
    void attributesMayNotBeSet() {
        for (String target : List.of("/", "/f", "/nothing")) {
            assertThat(served.http().send("PROPPATCH", target).status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "get", "propfind", "PROPFINDER", "PRI"})
    void whatIsUnknownIsNotImplemented(String method) {
        for (String target : List.of("/", "/f", "/nothing")) {
            assertThat(served.http().send(method, target).status()).isEqualTo(501);
        }
    }

    @Test
    void noTunnelIsMade() throws Exception {
        try (Socket socket = served.http().connect()) {
            socket.getOutputStream()
                    .write("CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 405".length());
            assertThat(new String(start, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 405");
        }
    }

    @Test
    void aBodyThatIsNotWantedIsNotWaitedFor() {
        Reply reply = served.http().send("PUT", "/f", "Content-Length: 100000000", "Expect: 100-continue");
        assertThat(reply.status()).isEqualTo(405);
    }

    /** H19: OPTIONS is answered with 200, an Allow field, DAV: 1 and MS-Author-Via: DAV for every path, there or not, and for an asterisk. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/f", "/nothing", "*"})
    void optionsIsAlwaysAnswered(String target) {
        Reply reply = served.http().send("OPTIONS", target);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.get("Allow")).contains(ALLOWED);
        assertThat(reply.get("DAV")).contains("1");
        assertThat(reply.get("MS-Author-Via")).contains("DAV");
        assertThat(reply.get("Content-Length")).contains("0");
        assertThat(reply.body()).isEmpty();
    }

    /** H22: An error is plain text, or the XML of a WebDAV condition, that repeats nothing of the request, and no answer names the software of the server. */
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
