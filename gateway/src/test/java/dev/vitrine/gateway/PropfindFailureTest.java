package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.gateway.RawHttp.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropfindFailureTest {
    /**
     * W21: PROPFIND fails with the status that GET would have: 404 for what is not there, 400 for what can be no path, 502 for a directory
     * that the store has lost; with Depth 0 a lost directory is told.
     */
    @ParameterizedTest
    @CsvSource({
        "/nothing, 0, 404",
        "/nothing/, 1, 404",
        "/f/x, 0, 404",
        "/l, 0, 404",
        "/.castore/, 0, 404",
        "/.castore/static/x.css, 0, 404",
        "//f, 0, 400",
        "/%2e%2e, 0, 400",
        "/%zz, 0, 400",
        "/lost/, 1, 502",
        "/lost/x, 0, 502",
        "/lost, 0, 207",
        "/over/, 1, 502",
    })
    void afailureHasAStatus(String target, String depth, int status) throws Exception {
        try (Served served = Served.start()) {
            served.root("f", served.file("x")).root("l", Served.symlink("nowhere"));
            served.root("lost", new DirectoryNode(served.file("no directory").digest(), 1));
            served.root("over", served.directory("link", Served.symlink("../lost/x")));
            Reply reply = served.http().propfind(target, depth, "");
            assertThat(reply.status()).isEqualTo(status);
            if (status != 207) {
                assertThat(reply.get("Content-Type")).contains("text/plain;charset=utf-8");
                assertThat(reply.text()).startsWith(status + " ").doesNotContain(target);
            }
        }
    }

    /** W22: A listing whose directory fails after its first bytes were sent breaks the connection; the XML has no end then. */
    @Test
    void aListingThatFailsInTheMiddleIsTorn() throws Exception {
        try (Gateway gateway = Gateway.start(new BreakingListing(20_000, 10_000), Served.defaults())) {
            Reply reply = new RawHttp(gateway.address()).propfind("/", "1", "");
            assertThat(reply.status()).isEqualTo(207);
            assertThat(reply.ended()).isFalse();
            assertThat(reply.text()).contains("name-1").doesNotContain("</D:multistatus>");
            assertThat(gateway.failures()).isEqualTo(1);
        }
    }

    @Test
    void aShortListingThatFailsHasAStatus() throws Exception {
        try (Gateway gateway = Gateway.start(new BreakingListing(20, 10), Served.defaults())) {
            assertThat(new RawHttp(gateway.address()).propfind("/", "1", "").status())
                    .isEqualTo(500);
        }
    }

    /** W23: Where the root nodes may not be listed, the top is told with Depth 0, which clients need to connect, and answered with 403 with Depth 1; every root is still told by its name. */
    @Test
    void theTopIsToldAndNotListed() throws Exception {
        try (Served served = Served.unlisted()) {
            served.root("d", served.directory("f", served.file("found")));
            assertThat(Multistatus.of(served.http().propfind("/", "0", ""))
                            .only()
                            .isCollection())
                    .isTrue();
            assertThat(served.http().propfind("/", "1", "").status()).isEqualTo(403);
            assertThat(Multistatus.of(served.http().propfind("/d", "1", "")).hrefs())
                    .containsExactly("/d/", "/d/f");
        }
    }
}
