package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.gateway.FaultyBlobs.Fault;
import dev.vitrine.gateway.RawHttp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
    private static final int SIZE = 1 << 20;

    private final FaultyBlobs blobs = new FaultyBlobs();
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = Served.over(blobs);
        served.root("big", served.file(new byte[SIZE])).root("small", served.file("small"));
    }

    @AfterEach
    void close() {
        served.close();
        assertThat(blobs.open).hasValue(0);
    }

    /**
     * H21: A blob that is missing, shorter than it should be, or broken in its first bytes is answered with 502; a store that cannot be
     * reached with 503, or 504 if it did not answer in time; any other fault with 500.
     */
    @ParameterizedTest
    @CsvSource({"MISSING, 502", "UNREACHABLE, 503", "SLOW, 504", "BUG, 500"})
    void aFaultBeforeTheFirstByteHasAStatus(Fault fault, int status) {
        blobs.fault = fault;
        Reply reply = served.http().get("/small");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header()).doesNotContainKeys("etag", "tvix-castore-blob-digest", "last-modified");
        assertThat(reply.text()).startsWith(status + " ").doesNotContain("backend");
        assertThat(served.http().head("/small").status()).isEqualTo(status);
        assertThat(served.gateway().failures()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFirstReadThatFailsIs502(boolean truncated) {
        blobs.brokenFrom = 0;
        blobs.truncated = truncated;
        assertThat(served.http().get("/small").status()).isEqualTo(502);
        assertThat(served.http().get("/big", "Range: bytes=5-9").status()).isEqualTo(502);
        assertThat(served.http().get("/big", "Range: bytes=5-9,200-").status()).isEqualTo(502);
    }

    @Test
    void aBlobOfAnotherSizeIs502() throws Exception {
        FileNode small = served.file("small");
        served.root("liar", new FileNode(small.digest(), 6, false))
                .root("huge", new FileNode(small.digest(), -1, false));
        assertThat(served.http().get("/liar").status()).isEqualTo(502);
        assertThat(served.http().get("/huge").status()).isEqualTo(502);
    }

    @Test
    void aMissingDirectoryIs502() throws Exception {
        served.root("d", new DirectoryNode(served.file("no directory").digest(), 1));
        assertThat(served.http().get("/d/").status()).isEqualTo(502);
        assertThat(served.http().get("/d/x").status()).isEqualTo(502);
    }

    /** H23: A blob that breaks after its first bytes were sent breaks the connection, short of the length that was announced. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFaultInTheMiddleTearsTheConnection(boolean truncated) {
        blobs.brokenFrom = SIZE / 2;
        blobs.truncated = truncated;
        Reply reply = served.http().get("/big");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.ended()).isFalse();
        assertThat(reply.body().length).isLessThanOrEqualTo(SIZE / 2);
        assertThat(served.gateway().failures()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFaultInALaterPartTearsTheConnection(boolean truncated) {
        blobs.brokenFrom = SIZE - 10;
        blobs.truncated = truncated;
        Reply reply = served.http().get("/big", "Range: bytes=0-499999,600000-");
        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.ended()).isFalse();
        assertThat(reply.text()).doesNotEndWith("--\r\n");
        assertThat(served.http().get("/big", "Range: bytes=0-9,-9").status()).isEqualTo(502);
    }

    @Test
    void aClientOfHttp10IsTornOffToo() {
        blobs.brokenFrom = SIZE / 2;
        Reply reply = served.http().exchange("GET /big HTTP/1.0\r\n\r\n");
        assertThat(reply.get("Content-Length")).contains(Integer.toString(SIZE));
        assertThat(reply.ended()).isFalse();
    }

    @Test
    void aPageForHttp10ThatCannotBeMadeIs500() throws Exception {
        try (Gateway gateway = Gateway.start(new BreakingListing(40_000, 20_000), Served.defaults())) {
            Reply reply = new RawHttp(gateway.address()).exchange("GET / HTTP/1.0\r\n\r\n");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.ended()).isTrue();
        }
    }

    @Test
    void aPageThatFailsInTheMiddleTearsTheConnection() throws Exception {
        CastoreView view = new BreakingListing(20_000, 10_000);
        try (Gateway gateway = Gateway.start(view, Served.defaults())) {
            Reply reply = new RawHttp(gateway.address()).get("/");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.ended()).isFalse();
            assertThat(reply.text()).contains("name-1").doesNotContain("</html>");
            assertThat(gateway.failures()).isEqualTo(1);
        }
    }

    @Test
    void whatTheClientHasNeedsNoBlob() {
        blobs.fault = Fault.MISSING;
        assertThat(served.http().get("/small", "If-None-Match: *").status()).isEqualTo(304);
        assertThat(served.gateway().failures()).isZero();
    }
}
