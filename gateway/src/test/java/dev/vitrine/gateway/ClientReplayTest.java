package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.Multistatus.Entry;
import dev.vitrine.gateway.RawHttp.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send that cannot run here, each over one connection as it would. */
class ClientReplayTest {
    private static final List<String> JUNK = List.of(
            "._.",
            "._f.txt",
            ".DS_Store",
            ".hidden",
            ".metadata_never_index",
            ".Spotlight-V100",
            "mach_kernel",
            "Backups.backupdb",
            "desktop.ini",
            "AutoRun.inf",
            "Thumbs.db",
            "folder.jpg");

    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = Served.start();
        served.root("f.txt", served.file("0123456789"));
        served.root("d", served.directory("g", served.file("in d")));
    }

    @AfterEach
    void close() {
        assertThat(served.gateway().failures()).isZero();
        served.close();
    }

    private static String prop(String names) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:propfind xmlns:D=\"DAV:\">\n<D:prop>\n" + names
                + "\n</D:prop>\n</D:propfind>\n";
    }

    /** W24: The requests of the macOS Finder are answered as it needs: class 1 alone, dates and sizes, quota in numbers, ranges, all over one connection. */
    @Test
    void theFinderMountsAndReads() throws Exception {
        String wanted = prop("<D:getlastmodified/>\n<D:getcontentlength/>\n<D:creationdate/>\n<D:resourcetype/>");
        try (Conversation finder = new Conversation(
                served.http(), "User-Agent: WebDAVFS/3.0.0 (03008000) Darwin/19.6.0 (x86_64)", "Accept: */*")) {
            Reply options = finder.ask("OPTIONS", "/");
            assertThat(options.get("DAV")).contains("1");
            assertThat(options.get("Allow").orElseThrow()).contains("PROPFIND").doesNotContain("LOCK");
            Entry top = Multistatus.of(finder.propfind("/", 0, wanted)).only();
            assertThat(top.isCollection()).isTrue();
            assertThat(top.dav("getlastmodified")).contains("Thu, 01 Jan 1970 00:00:01 GMT");
            assertThat(top.dav("creationdate")).contains("1970-01-01T00:00:01Z");
            Entry quota = Multistatus.of(finder.propfind(
                            "/",
                            0,
                            prop("<D:quota-available-bytes/>\n<D:quota-used-bytes/>\n<D:quota/>\n<D:quotaused/>")))
                    .only();
            assertThat(quota.names(200)).containsExactly("{DAV:}quota-available-bytes", "{DAV:}quota-used-bytes");
            assertThat(quota.names(404)).containsExactly("{DAV:}quota", "{DAV:}quotaused");
            for (String junk : JUNK) {
                assertThat(finder.propfind("/" + junk, 0, wanted).status()).isEqualTo(404);
                assertThat(finder.propfind("/d/" + junk, 0, wanted).status()).isEqualTo(404);
            }
            assertThat(Multistatus.of(finder.propfind("/", 1, wanted)).hrefs()).containsExactly("/", "/d/", "/f.txt");
            assertThat(Multistatus.of(finder.propfind("/f.txt", 0, wanted))
                            .only()
                            .dav("getcontentlength"))
                    .contains("10");
            Reply part = finder.ask("GET", "/f.txt", "Range: bytes=2-5");
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.text()).isEqualTo("2345");
            assertThat(finder.ask("LOCK", "/f.txt").status()).isEqualTo(405);
        }
    }

    /** W25: The requests of the Windows Explorer are answered as it needs: OPTIONS anywhere, an empty body as allprop, dates, and its attempts to write refused. */
    @Test
    void explorerConnectsAndReads() throws Exception {
        try (Conversation explorer = explorer()) {
            for (String target : List.of("/", "/d", "*", "/none/such")) {
                Reply options = explorer.ask("OPTIONS", target);
                assertThat(options.status()).isEqualTo(200);
                assertThat(options.get("DAV")).contains("1");
                assertThat(options.get("MS-Author-Via")).contains("DAV");
                assertThat(options.get("Allow").orElseThrow()).contains("PROPFIND");
            }
            for (String target : List.of("/", "/d")) {
                Entry entry = Multistatus.of(explorer.propfind(target, 0, "")).only();
                assertThat(entry.isCollection()).isTrue();
                assertThat(entry.dav("creationdate")).isPresent();
                assertThat(entry.dav("getlastmodified")).isPresent();
            }
            Multistatus listing = Multistatus.of(explorer.propfind("/", 1, ""));
            assertThat(listing.at("/f.txt").dav("getcontentlength")).contains("10");
            assertThat(listing.at("/d/").isCollection()).isTrue();
            for (String junk : JUNK) {
                assertThat(explorer.propfind("/d/" + junk, 0, "").status()).isEqualTo(404);
            }
            assertThat(explorer.ask("HEAD", "/f.txt").get("Content-Length")).contains("10");
            assertThat(explorer.ask("GET", "/f.txt").text()).isEqualTo("0123456789");
            assertThat(explorer.ask("LOCK", "/new.txt").status()).isEqualTo(405);
            assertThat(explorer.ask("PUT", "/new.txt", "Content-Length: 0").status())
                    .isEqualTo(405);
            assertThat(explorer.ask("PROPPATCH", "/f.txt").status()).isEqualTo(403);
            assertThat(explorer.ask("OPTIONS", "/").status()).isEqualTo(200);
        }
    }

    private Conversation explorer() throws Exception {
        return new Conversation(
                served.http(),
                "User-Agent: Microsoft-WebDAV-MiniRedir/10.0.19045",
                "translate: f",
                "Connection: Keep-Alive");
    }

    /** W26: The names that Finder and Explorer look for everywhere are names like any other: 404 where they are not, the file where they are. */
    @Test
    void aRealFileOfSuchANameIsServed() throws Exception {
        Directory.Builder directory = Directory.builder();
        for (String junk : JUNK) {
            directory.add(PathComponent.of(junk), served.file("real " + junk));
        }
        served.root("real", served.directory(directory));
        assertThat(Multistatus.of(served.http().propfind("/real/", "1", "")).entries())
                .hasSize(JUNK.size() + 1);
        for (String junk : JUNK) {
            assertThat(served.http().propfind("/real/" + junk, "0", "").status())
                    .isEqualTo(207);
            assertThat(served.http().get("/real/" + junk).text()).isEqualTo("real " + junk);
            assertThat(served.http().get("/d/" + junk).status()).isEqualTo(404);
        }
    }

    /**
     * W27: Explorer gets allprop in a compact form of at most 300 bytes for each entry and its encoded path besides, so that a directory of
     * 3,000 entries with paths of 30 stays below the 1,000,000 bytes that it takes by default; a longer listing is sent whole, never cut
     * off, and Explorer says that it is too long until its FileAttributesLimitInBytes is raised.
     */
    @ParameterizedTest
    @ValueSource(ints = {3_000, 5_000})
    void explorerGetsLittle(int count) throws Exception {
        Directory.Builder directory = Directory.builder();
        for (int i = 0; i < count; i++) {
            directory.add(PathComponent.of("file-" + i + ".txt"), served.file("x"));
        }
        served.root("many", served.directory(directory));
        try (Conversation explorer = explorer()) {
            Reply reply = explorer.propfind("/many/", 1, "");
            Multistatus listing = Multistatus.of(reply);
            assertThat(listing.entries()).hasSize(count + 1);
            int paths = listing.hrefs().stream().mapToInt(String::length).sum();
            assertThat(reply.body().length).isLessThan(paths + 300 * count + 500);
            assertThat(reply.body().length < 1_000_000).isEqualTo(count == 3_000);
        }
    }
}
