package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.gateway.RawHttp.Reply;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How messages are framed and connections kept (RFC 9112). Much of it is Jetty's, which is held to it here. */
class ProtocolTest {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final String LAST = "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        served.root("f", served.file("0123456789"))
                .root("last", served.file("the last"))
                .root("d", served.directory("f", served.file("0123456789")));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static List<String> statuses(String answers) {
        return STATUS.matcher(answers)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    /** H29: Requests on one connection are answered one after the other, also when they are sent before the answer to the first. */
    @Test
    void requestsAreAnsweredInOrder() {
        String answers = served.http()
                .talk("GET /f HTTP/1.1\r\nHost: x\r\n\r\nHEAD /f HTTP/1.1\r\nHost: x\r\n\r\n"
                        + "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\nGET /f HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n"
                        + "PUT /f HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
                        + "GET /f HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1,200-,9-\r\n\r\n" + LAST);
        assertThat(statuses(answers)).containsExactly("200", "200", "404", "304", "405", "206", "200");
        assertThat(answers).endsWith("the last");
    }

    /** H30: A client of HTTP/1.0 gets files, ranges and pages, each with its length, and keeps its connection if it asks to. */
    @Test
    void clientsOfHttp10AreServed() {
        Reply whole = served.http().exchange("GET /f HTTP/1.0\r\n\r\n");
        assertThat(whole.text()).isEqualTo("0123456789");
        assertThat(whole.get("Content-Length")).contains("10");
        Reply part = served.http().exchange("GET /f HTTP/1.0\r\nRange: bytes=2-3\r\n\r\n");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("23");
    }

    @Test
    void aPageForHttp10HasItsLength() {
        Reply page = served.http().exchange("GET /d/ HTTP/1.0\r\n\r\n");
        assertThat(page.header()).doesNotContainKey("transfer-encoding");
        assertThat(page.get("Content-Length")).contains(Integer.toString(page.body().length));
        assertThat(page.text()).startsWith("<!").endsWith("</html>\n");
        assertThat(page.text()).isEqualTo(served.http().get("/d/").text());
        Reply head = served.http().exchange("HEAD /d/ HTTP/1.0\r\n\r\n");
        assertThat(head.get("Content-Length")).isEqualTo(page.get("Content-Length"));
    }

    @Test
    void aConnectionOfHttp10IsKeptWhenAskedFor() {
        String request = "GET /f HTTP/1.0\r\n";
        String kept = served.http().talk(request + "Connection: keep-alive\r\n\r\n" + request + "\r\n");
        assertThat(statuses(kept)).containsExactly("200", "200");
        assertThat(kept).containsIgnoringCase("Connection: keep-alive");
        assertThat(statuses(served.http().talk(request + "\r\n" + request + "\r\n")))
                .containsExactly("200");
    }

    /** H31: A request without Host, with two of them, or with one that is none is answered with 400. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Host: x\r\nHost: x\r\n", "Host: x\r\nHost: y\r\n", "Host: a b\r\n", "Host: x/y\r\n"})
    void thereMustBeOneHost(String hosts) {
        assertThat(served.http()
                        .exchange("GET /f HTTP/1.1\r\nConnection: close\r\n" + hosts + "\r\n")
                        .status())
                .isEqualTo(400);
    }

    /** H32: A target with scheme and host leads where its path alone would, and must agree with Host. */
    @Test
    void anAbsoluteTargetLeadsWhereItsPathDoes() {
        String rest = " HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n";
        assertThat(served.http().exchange("GET http://localhost/f" + rest).text())
                .isEqualTo("0123456789");
        assertThat(served.http().exchange("GET http://localhost/d" + rest).get("Location"))
                .contains("d/");
        assertThat(served.http().exchange("GET http://localhost" + rest).status())
                .isEqualTo(200);
        assertThat(served.http().exchange("GET http://y.example/f" + rest).status())
                .isEqualTo(400);
    }

    /**
     * H33: The body of a request is never waited for: one that expects 100-continue is answered at once, and any other expectation with
     * 417.
     */
    @Test
    void noBodyIsWanted() {
        String request = "GET /f HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\nExpect: ";
        assertThat(statuses(served.http().talk(request + "100-continue\r\n\r\n")))
                .containsExactly("200");
        assertThat(statuses(served.http().talk(request + "miracles\r\n\r\n"))).containsExactly("417");
    }

    /** H34: The body of a request means nothing, and what comes after it is the next request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 48\r\n\r\nGET /d/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nGET /\r\n3;ext=1\r\nabc\r\n0\r\nTrailer: x\r\n\r\n"
            })
    void aBodyIsIgnored(String body) {
        String answers = served.http().talk("GET /f HTTP/1.1\r\nHost: x\r\n" + body + LAST);
        assertThat(statuses(answers)).containsExactly("200", "200");
        assertThat(answers).endsWith("the last");
    }

    /**
     * H35: A request whose end is not certain, by two lengths, a length and chunks, a broken chunk or a field that two readers could
     * take for different ones, is answered with 400 at most, and the connection closed.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "Content-Length: 0\r\nContent-Length: 4\r\n\r\nabcd",
                "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd",
                "Content-Length: 4, 4\r\n\r\nabcd",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: +4\r\n\r\nabcd",
                "Content-Length: 0x4\r\n\r\nabcd",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Content-Length : 4\r\n\r\nabcd",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: gzip\r\n\r\n",
                "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nz\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\nab\n0\n\n",
                "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nab\r\n0\r\n\r\n",
                "X: a\r\n  folded\r\n\r\n",
                "X\r\n\r\n",
                "X: a\0b\r\n\r\n",
                "X Y: a\r\n\r\n",
            })
    void whatIsAmbiguousEndsTheConnection(String rest) {
        String answers = served.http().talk("GET /f HTTP/1.1\r\nHost: x\r\n" + rest + LAST);
        assertThat(statuses(answers)).hasSizeLessThanOrEqualTo(1);
        assertThat(answers).doesNotContain("the last");
    }

    /** H36: TRACE repeats nothing. */
    @Test
    void traceRepeatsNothing() {
        String answer =
                served.http().talk("TRACE /f HTTP/1.1\r\nHost: x\r\nCookie: secret\r\nConnection: close\r\n\r\n");
        assertThat(statuses(answer)).containsExactly("405");
        assertThat(answer).doesNotContain("secret", "TRACE");
    }
}
