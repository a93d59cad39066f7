package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.RawHttp.Reply;
import dev.vitrine.gateway.http.MediaTypes;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTest {
    private static final String HELLO_WORLD = "b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=";

    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = Served.start();
        served.root("hello.txt", served.file("Hello World!"))
                .root("empty", served.file(""))
                .root("d", served.directory(".keep", served.file("")));
    }

    @AfterEach
    void close() {
        served.close();
    }

    /** H1: GET of a file sends exactly its bytes, and its entity tag is its digest between quotes. */
    @Test
    void getSendsTheBytesAndTheirDigest() {
        Reply reply = served.http().get("/hello.txt");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("Hello World!");
        assertThat(reply.get("ETag")).contains("\"" + HELLO_WORLD + "\"");
    }

    @Test
    void theHeaderOfAFileIsWhole() {
        Map<String, String> header = served.http().get("/hello.txt").header();
        assertThat(header)
                .containsEntry("content-length", "12")
                .containsEntry("content-type", "text/plain;charset=utf-8")
                .containsEntry("accept-ranges", "bytes")
                .containsEntry("cache-control", "no-cache")
                .containsEntry("tvix-castore-blob-digest", HELLO_WORLD);
    }

    /** H2: HEAD is answered with the header of GET and no body, and fails where GET would. */
    @ParameterizedTest
    @CsvSource({"/hello.txt", "/empty", "/d/", "/d", "/nothing", "/", "/hello.txt/"})
    void headIsGetWithoutABody(String target) {
        Reply get = served.http().get(target);
        Reply head = served.http().head(target);
        get.header().remove("date");
        head.header().remove("date");
        assertThat(head.body()).isEmpty();
        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.header()).isEqualTo(get.header());
    }

    @Test
    void rangesAreForGetAlone() {
        Reply head = served.http().head("/hello.txt", "Range: bytes=0-3");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.get("Content-Length")).contains("12");
    }

    @Test
    void anEmptyFileIsServed() {
        Reply reply = served.http().get("/empty");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.get("Content-Length")).contains("0");
        assertThat(reply.get("ETag")).contains("\"b3:rxNJufX5oaagQE3qNtzJSZvLJcmtwRK3zJqTyuQfMmI=\"");
    }

    /**
     * H3: Every answer that shows a file or a directory, or sends to it, has its digest in the field Tvix-Castore-Blob-Digest or
     * Tvix-Castore-Directory-Digest.
     */
    @Test
    void everyAnswerHasTheDigest() {
        RawHttp http = served.http();
        String digest = HELLO_WORLD;
        String field = "Tvix-Castore-Blob-Digest";
        assertThat(http.head("/hello.txt").get(field)).contains(digest);
        assertThat(http.get("/hello.txt", "Range: bytes=0-1").get(field)).contains(digest);
        assertThat(http.get("/hello.txt", "If-None-Match: *").get(field)).contains(digest);
        String directory = "b3:i1tdZCtka7jtUEsIYsOUE+h+V0kUl9570HWVP3uDgQ4=";
        assertThat(http.get("/d").get("Tvix-Castore-Directory-Digest")).contains(directory);
        assertThat(http.get("/d/").get("Tvix-Castore-Directory-Digest")).contains(directory);
        assertThat(http.head("/d/").get("Tvix-Castore-Directory-Digest")).contains(directory);
    }

    /**
     * H11: The type of a file follows from the extension of its name; text is said to be UTF-8, and what is unknown is
     * application/octet-stream.
     */
    @ParameterizedTest
    @CsvSource({
        "a.txt,  text/plain;charset=utf-8",
        "A.HTML, text/html;charset=utf-8",
        "a.b.css, text/css;charset=utf-8",
        "a.js,   text/javascript;charset=utf-8",
        "a.json, application/json",
        "a.png,  image/png",
        "a.svg,  image/svg+xml",
        "a.nope, application/octet-stream",
        "txt,    application/octet-stream",
        "a.,     application/octet-stream",
    })
    void theTypeFollowsFromTheName(String name, String type) throws Exception {
        assertThat(MediaTypes.of(PathComponent.of(name))).isEqualTo(type);
    }

    /** H12: Nothing that is served may run in a browser: it is sandboxed by a Content-Security-Policy, and its type is not guessed. */
    @Test
    void contentIsSandboxed() throws Exception {
        served.root("evil.html", served.file("<script>alert(1)</script>"));
        Reply reply = served.http().get("/evil.html");
        assertThat(reply.get("Content-Security-Policy").orElseThrow()).startsWith("sandbox; default-src 'none'");
        assertThat(reply.get("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void aFileOfManyBuffersArrivesWhole() throws Exception {
        byte[] big = new byte[(1 << 20) + 17];
        for (int i = 0; i < big.length; i++) {
            big[i] = (byte) (i * 31 + (i >> 8));
        }
        served.root("big", served.file(big));
        assertThat(served.http().get("/big").body()).isEqualTo(big);
    }

    /** H25: A root that is replaced is another file at the next request. */
    @Test
    void aReplacedRootIsSeenAtOnce() throws Exception {
        String tag = served.http().get("/hello.txt").get("ETag").orElseThrow();
        served.root("hello.txt", served.file("changed"));
        Reply reply = served.http().get("/hello.txt", "If-None-Match: " + tag);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("changed".getBytes(UTF_8));
    }
}
