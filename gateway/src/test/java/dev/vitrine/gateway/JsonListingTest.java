package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.RawHttp.Reply;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonListingTest {
    private static final String JSON = "Accept: application/json";

    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = Served.start();
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static PathComponent name(String text) throws Exception {
        return PathComponent.of(text);
    }

    private Json json(String target) throws Exception {
        Reply reply = served.http().get(target, JSON);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.ended()).isTrue();
        assertThat(reply.get("Content-Type")).contains("application/json");
        return Json.parse(reply.body());
    }

    private Directory.Builder letters(String letters) throws Exception {
        Directory.Builder directory = Directory.builder();
        FileNode file = served.file("");
        for (int i = 0; i < letters.length(); i++) {
            directory.add(name(letters.substring(i, i + 1)), file);
        }
        return directory;
    }

    private List<Object> names(String target) throws Exception {
        return json(target).entries().stream().map(entry -> entry.get("name")).toList();
    }

    /**
     * A14: As JSON a directory has its digest, the count of its entries, and for each entry name, href, kind, size, digest, executable,
     * inode, target and what that leads to, as far as its kind has them.
     */
    @Test
    void anEntrySaysAllThereIs() throws Exception {
        FileNode script = served.file("Hello World!");
        served.root(
                "d",
                served.directory(Directory.builder()
                        .add(name("a b"), script)
                        .add(name("keep"), served.directory(".keep", served.file("")))
                        .add(name("link"), Served.symlink("keep"))
                        .add(name("run"), new FileNode(script.digest(), 12, true))));
        Json json = json("/d/");
        assertThat(json.object()).containsOnlyKeys("digest", "count", "entries").containsEntry("count", 4L);
        assertThat(json.object().get("digest"))
                .isEqualTo(served.http().get("/d/").header().get("tvix-castore-directory-digest"));
        assertThat(json.entries())
                .containsExactly(
                        Map.of(
                                "name", "a b",
                                "href", "a%20b",
                                "kind", "file",
                                "size", 12L,
                                "digest", "b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=",
                                "executable", false,
                                "inode", "3338223599924953716"),
                        Map.of(
                                "name", "keep",
                                "href", "keep/",
                                "kind", "directory",
                                "size", 1L,
                                "digest", "b3:i1tdZCtka7jtUEsIYsOUE+h+V0kUl9570HWVP3uDgQ4=",
                                "inode", "5020861239479383518"),
                        Map.of(
                                "name", "link",
                                "href", "link/",
                                "kind", "symlink",
                                "target", "keep",
                                "leadsTo", "directory",
                                "inode", "437313044323614779"),
                        Map.of(
                                "name", "run",
                                "href", "run",
                                "kind", "file",
                                "size", 12L,
                                "digest", "b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=",
                                "executable", true,
                                "inode", "3338223599924953717"));
    }

    @Test
    void theTopHasNoDigest() throws Exception {
        served.root("a", served.file("")).root("b", Served.symlink("nowhere")).root("c", Served.symlink("a"));
        Json json = json("/");
        assertThat(json.object()).containsOnlyKeys("count", "entries");
        assertThat(json.entries().stream().skip(1).map(entry -> entry.get("leadsTo")))
                .containsExactly("nothing", "file");
    }

    @Test
    void sizesAreExactAndUnsigned() throws Exception {
        served.root("huge", new FileNode(Digest.EMPTY, -1, false))
                .root("wide", new DirectoryNode(Digest.EMPTY, Long.MIN_VALUE));
        assertThat(served.http().get("/", JSON).text())
                .contains("\"size\":18446744073709551615", "\"size\":9223372036854775808");
    }

    /**
     * A15: The name in JSON is exact if it is UTF-8; otherwise it is the visible form, and `nameBase64` has the bytes. The href is exact
     * always. The same holds for `target` and `targetBase64`.
     */
    @Test
    void everyNameIsExact() throws Exception {
        Directory.Builder torture = Directory.builder();
        for (byte[] name : TortureNames.all()) {
            torture.add(PathComponent.of(name), served.file(Base64.getEncoder().encode(name)));
        }
        served.root("torture", served.directory(torture));
        List<byte[]> sorted =
                TortureNames.all().stream().sorted(Arrays::compareUnsigned).toList();
        List<Map<String, Object>> entries = json("/torture/").entries();
        assertThat(entries).hasSameSizeAs(sorted);
        for (int i = 0; i < entries.size(); i++) {
            assertThat(exact("name", entries.get(i))).isEqualTo(sorted.get(i));
            Reply reply = served.http().get("/torture/" + entries.get(i).get("href"));
            assertThat(reply.body()).isEqualTo(Base64.getEncoder().encode(sorted.get(i)));
        }
    }

    @Test
    void aTargetThatIsNoTextIsExactToo() throws Exception {
        served.root("l", Served.symlink("x")).roots.put(name("m"), Served.symlink(new byte[] {'x', (byte) 0xe9}));
        List<Map<String, Object>> entries = json("/").entries();
        assertThat(entries.get(0)).containsEntry("target", "x").doesNotContainKey("targetBase64");
        assertThat(entries.get(1)).containsEntry("target", "x\\xe9").containsEntry("targetBase64", "eOk=");
    }

    private static byte[] exact(String field, Map<String, Object> entry) {
        String base64 = (String) entry.getOrDefault(field + "Base64", "");
        String text = (String) entry.getOrDefault(field, "");
        return base64.isEmpty() ? text.getBytes(UTF_8) : Base64.getDecoder().decode(base64);
    }

    /**
     * A16: In JSON and text `limit` asks for so many entries, 1 to 1,000,000, and `after` for those whose names come after that one,
     * percent-encoded, whether or not it is there.
     */
    @Test
    void listingsArePaged() throws Exception {
        served.root("d", served.directory(letters("abcdef")));
        assertThat(names("/d/?limit=2")).containsExactly("a", "b");
        assertThat(names("/d/?limit=2&after=b")).containsExactly("c", "d");
        assertThat(names("/d/?after=bb&x=%zz&limit=0000002")).containsExactly("c", "d");
        assertThat(names("/d/?after=d")).containsExactly("e", "f");
        assertThat(names("/d/?after=f")).isEmpty();
        assertThat(names("/d/?limit=1000000")).hasSize(6);
        assertThat(names("/d/?")).hasSize(6);
        assertThat(json("/d/?limit=2").object()).containsEntry("count", 6L);
    }

    /**
     * A17: As long as entries are left, `next` in JSON, and a Link field of relation next in both, is the reference to the next page of
     * equal size.
     */
    @Test
    void theNextPageIsLinked() throws Exception {
        Directory.Builder torture = Directory.builder();
        for (byte[] name : TortureNames.all()) {
            torture.add(PathComponent.of(name), served.file(""));
        }
        served.root("d", served.directory(torture));
        List<Object> seen = new java.util.ArrayList<>();
        String query = "?limit=7";
        while (!query.isEmpty()) {
            Reply reply = served.http().get("/d/" + query, JSON);
            Json page = Json.parse(reply.body());
            page.entries().forEach(entry -> seen.add(entry.get("href")));
            query = (String) page.object().getOrDefault("next", "");
            assertThat(reply.get("Link").orElse("")).isEqualTo(query.isEmpty() ? "" : "<" + query + ">; rel=\"next\"");
        }
        assertThat(seen)
                .isEqualTo(json("/d/").entries().stream()
                        .map(entry -> entry.get("href"))
                        .toList());
    }

    @Test
    void aPlusSignStandsForASpaceAsFormsHaveIt() throws Exception {
        served.root("d", served.directory(letters("abc").add(name("a b"), served.file(""))));
        assertThat(names("/d/?after=a+a")).containsExactly("a b", "b", "c");
    }

    /** A18: A limit out of bounds, a name that can be none, and one of the two twice are answered with 400; other parameters are ignored. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1000001",
                "limit=-1",
                "limit=%31",
                "limit=",
                "limit",
                "limit=99999999999999999999",
                "limit=1&limit=1",
                "after=",
                "after",
                "after=a%2Fb",
                "after=%00",
                "after=..",
                "after=%zz",
                "after=a&after=b",
            })
    void aQueryOutOfBoundsIs400(String query) throws Exception {
        served.root("d", served.directory(letters("ab")));
        assertThat(served.http().get("/d/?" + query, JSON).status()).isEqualTo(400);
        assertThat(served.http().get("/d/?" + query, "Accept: text/plain").status())
                .isEqualTo(400);
        assertThat(served.http().get("/d/?" + query).status()).isEqualTo(200);
        assertThat(served.http()
                        .get("/d/?Limit=0&q=" + query.replace('&', '+'), JSON)
                        .status())
                .isEqualTo(200);
    }

    /**
     * A19: Each form of a directory, and each page of it, has a strong entity tag of its own, and all say `Vary: Accept`; as for pages,
     * there is no tag where a symlink leads out of the directory, and none for the top.
     */
    @Test
    void everyFormHasATag() throws Exception {
        served.root("d", served.directory(".keep", served.file("")))
                .root("o", served.directory("l", Served.symlink("../d")));
        String digest = "\"b3:i1tdZCtka7jtUEsIYsOUE+h+V0kUl9570HWVP3uDgQ4=";
        Reply reply = served.http().get("/d/", JSON);
        assertThat(reply.get("ETag")).contains(digest + "-json1\"");
        assertThat(reply.get("Vary").orElseThrow()).contains("Accept");
        assertThat(reply.get("Cache-Control")).contains("no-cache");
        assertThat(served.http().get("/d/?after=x", JSON).get("ETag")).contains(digest + "-json1-1-1\"");
        assertThat(served.http().get("/d/", "Accept: text/plain").get("ETag")).contains(digest + "-text1\"");
        assertThat(served.http().get("/d/").get("Vary").orElseThrow()).contains("Accept");
        assertThat(served.http().get("/o/", JSON).get("ETag")).isEmpty();
        assertThat(served.http().get("/", JSON).get("ETag")).isEmpty();
    }

    /** A27: A listing of more than 1,000 symlinks has no entity tag, so that its first byte does not wait until all of them were followed. */
    @Test
    void manySymlinksAreNotFollowedForATag() throws Exception {
        Directory.Builder links = Directory.builder();
        for (int i = 0; i < 1001; i++) {
            links.add(name("link" + i), Served.symlink("link"));
        }
        served.root("d", served.directory(links));
        assertThat(served.http().head("/d/", JSON).get("ETag")).isEmpty();
        assertThat(served.http().head("/d/").get("ETag")).isEmpty();
        assertThat(served.http().head("/d/?limit=1000", JSON).get("ETag")).isPresent();
    }

    /** A20: Conditions and HEAD work for JSON and text as they do for pages. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain"})
    void conditionsAndHeadWork(String type) throws Exception {
        served.root("d", served.directory(letters("abc")));
        String accept = "Accept: " + type;
        Reply get = served.http().get("/d/?limit=2", accept);
        Reply head = served.http().head("/d/?limit=2", accept);
        String tag = get.get("ETag").orElseThrow();
        get.header().remove("date");
        head.header().remove("date");
        assertThat(head.header()).isEqualTo(get.header());
        assertThat(head.body()).isEmpty();
        Reply same = served.http().get("/d/?limit=2", accept, "If-None-Match: " + tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.get("Vary").orElseThrow()).contains("Accept");
        assertThat(served.http().get("/d/", "If-None-Match: " + tag).status()).isEqualTo(200);
        assertThat(served.http().get("/d/", accept, "If-Match: \"a\"").status()).isEqualTo(412);
    }

    /** A21: Where the root nodes may not be listed, the top is answered with 403 in every form. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "text/html"})
    void theTopIsForbiddenInEveryForm(String type) throws Exception {
        try (Served unlisted = Served.unlisted()) {
            assertThat(unlisted.http().get("/", "Accept: " + type).status()).isEqualTo(403);
            assertThat(unlisted.http().head("/?limit=1", "Accept: " + type).status())
                    .isEqualTo(403);
        }
    }

    /** A22: A listing that breaks half way breaks the connection, in every form. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "text/html"})
    void aListingThatBreaksTearsTheConnection(String type) throws Exception {
        try (Gateway gateway = Gateway.start(new BreakingListing(20_000, 10_000), Served.defaults())) {
            Reply reply = new RawHttp(gateway.address()).get("/", "Accept: " + type);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.ended()).isFalse();
            assertThat(reply.text()).contains("name-1");
            assertThat(reply.text().stripTrailing()).doesNotEndWith("}");
            assertThat(gateway.failures()).isEqualTo(1);
        }
    }

    @Test
    void aDirectoryThatIsNotThereIs502InEveryForm() throws Exception {
        served.root("d", new DirectoryNode(served.file("no directory").digest(), 1));
        assertThat(served.http().get("/d/", JSON).status()).isEqualTo(502);
        assertThat(served.http().get("/d/", "Accept: text/plain").status()).isEqualTo(502);
    }

    /** A23: A file is never turned into JSON, whatever the client would rather have. */
    @Test
    void aFileStaysItself() throws Exception {
        served.root("f", served.file("Hello World!"));
        Reply reply = served.http().get("/f", JSON);
        assertThat(reply.text()).isEqualTo("Hello World!");
        assertThat(reply.get("Content-Type")).contains("application/octet-stream");
    }

    @Test
    void aDirectoryByContentIsListedToo() throws Exception {
        DirectoryNode node = served.directory(letters("ab"));
        assertThat(names("/.castore/directory/" + node.digest().base64Url() + "/?limit=1"))
                .containsExactly("a");
    }
}
