package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.gateway.RawHttp.Reply;
import dev.vitrine.web.Pages;
import java.io.ByteArrayInputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticTest {
    private static final String STYLE =
            "/.castore/static/" + new Pages().stylesheet().name();

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        served.root("f.txt", served.file("text ".repeat(1000))).root("f.gz", served.file("no gzip"));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    /** H47: The files of our own pages are sent compressed to clients that take gzip, with an entity tag for each coding. */
    @Test
    void ourOwnTextIsCompressed() throws Exception {
        Reply plain = served.http().get(STYLE);
        Reply gzip = served.http().get(STYLE, "Accept-Encoding: gzip, br");
        assertThat(plain.header()).doesNotContainKey("content-encoding");
        assertThat(gzip.get("Content-Encoding")).contains("gzip");
        assertThat(gzip.body()).hasSizeLessThan(plain.body().length);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(gzip.get("ETag")).isNotEqualTo(plain.get("ETag"));
        for (Reply reply : java.util.List.of(plain, gzip)) {
            assertThat(reply.get("Vary")).contains("Accept-Encoding");
            assertThat(reply.get("Cache-Control")).contains("public, max-age=31536000, immutable");
            assertThat(reply.get("Content-Type")).contains("text/css;charset=utf-8");
        }
    }

    @Test
    void headOfACompressedFileIsThatOfGet() {
        Reply get = served.http().get(STYLE, "Accept-Encoding: gzip");
        Reply head = served.http().head(STYLE, "Accept-Encoding: gzip");
        get.header().remove("date");
        head.header().remove("date");
        assertThat(head.header()).isEqualTo(get.header());
        assertThat(head.body()).isEmpty();
    }

    @Test
    void eachCodingIsConfirmedByItsOwnTag() {
        String plain = served.http().get(STYLE).get("ETag").orElseThrow();
        String gzip =
                served.http().get(STYLE, "Accept-Encoding: gzip").get("ETag").orElseThrow();
        assertThat(served.http().get(STYLE, "If-None-Match: " + plain).status()).isEqualTo(304);
        assertThat(served.http().get(STYLE, "If-None-Match: " + gzip).status()).isEqualTo(200);
        Reply known = served.http().get(STYLE, "Accept-Encoding: gzip", "If-None-Match: " + gzip);
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.get("Vary")).contains("Accept-Encoding");
    }

    /** H48: What is served is sent as it is, whatever coding a client asks for. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "*", "identity;q=0", "identity;q=0, gzip;q=1", "br"})
    void contentIsNeverCoded(String accepted) {
        for (String path : java.util.List.of("/f.txt", "/f.gz", "/")) {
            Reply reply = served.http().get(path, "Accept-Encoding: " + accepted);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header()).doesNotContainKey("content-encoding");
            assertThat(reply.get("Vary").orElse("")).doesNotContain("Accept-Encoding");
        }
        assertThat(served.http().get("/f.txt", "Accept-Encoding: " + accepted).body())
                .hasSize(5000);
    }
}
