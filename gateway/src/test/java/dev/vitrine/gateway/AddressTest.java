package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.RawHttp.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    private static final String HELLO = "XKeBWty0hOmhNsEe_mnB1TAXbVSbXRjQOOtSgLSzRww";
    private static final String HELLO_HEX = "5ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c";
    private static final String BLOB = "/.castore/blob/" + HELLO;
    private static final String ABSENT = "AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAADAAAAAAAAAAQ";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final FaultyBlobs blobs = new FaultyBlobs();
    private Served served;
    private String tree;

    /** Nothing of this has a root. */
    @BeforeEach
    void serve() throws Exception {
        served = Served.over(blobs);
        FileNode hello = served.file("Hello World!");
        DirectoryNode sub = served.directory(Directory.builder()
                .add(PathComponent.of("up"), Served.symlink("../a b.txt"))
                .add(PathComponent.of("above"), Served.symlink("../../a b.txt"))
                .add(PathComponent.of("absolute"), Served.symlink("/a b.txt")));
        DirectoryNode top = served.directory(Directory.builder()
                .add(PathComponent.of("a b.txt"), new FileNode(hello.digest(), 12, true))
                .add(PathComponent.of("sub"), sub));
        tree = "/.castore/directory/" + top.digest().base64Url();
    }

    @AfterEach
    void close() {
        served.close();
        assertThat(blobs.open).hasValue(0);
    }

    private Reply get(String target, String... fields) {
        return served.http().get(target, fields);
    }

    /**
     * A1: `/.castore/blob/DIGEST` serves the blob of that digest, and `/.castore/blob/DIGEST/NAME` the same blob with the type that follows
     * from NAME.
     */
    @ParameterizedTest
    @CsvSource({
        "'', application/octet-stream",
        "/a.txt, text/plain;charset=utf-8",
        "/a.png, image/png",
        "/%FF, application/octet-stream"
    })
    void aBlobIsServedByItsDigest(String name, String type) {
        Reply reply = get(BLOB + name);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("Hello World!");
        assertThat(reply.get("Content-Type")).contains(type);
        assertThat(reply.get("Content-Security-Policy").orElseThrow()).startsWith("sandbox;");
    }

    /** A2: `/.castore/directory/DIGEST/` shows the directory of that digest, and a path after it leads to what lies below. */
    @Test
    void aDirectoryIsServedByItsDigest() throws Exception {
        Page page = Page.parse(get(tree + "/").body());
        assertThat(page.rows().stream().map(Page::hrefs).map(List::getFirst)).containsExactly("a%20b.txt", "sub/");
        Reply file = get(tree + "/a%20b.txt");
        assertThat(file.text()).isEqualTo("Hello World!");
        assertThat(file.get("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(get(tree + "/sub").get("Location")).contains("sub/");
        assertThat(get(tree).status()).isEqualTo(301);
        assertThat(get(tree + "/sub/").status()).isEqualTo(200);
        assertThat(get(tree + "/nothing").status()).isEqualTo(404);
        assertThat(get(tree + "/a%20b.txt/").status()).isEqualTo(404);
    }

    @Test
    void theEmptyBlobAndTheEmptyDirectoryAreToldApart() throws Exception {
        served.directory(Directory.builder());
        assertThat(get("/.castore/blob/" + Digest.EMPTY.base64Url()).get("Content-Length"))
                .contains("0");
        assertThat(get("/.castore/directory/" + Digest.EMPTY.base64Url() + "/").text())
                .contains("This directory is empty.");
    }

    /** A3: A blob or directory is served by its digest also where no root leads to it, and where the roots may not be listed. */
    @Test
    void digestsAreServedWhereTheRootsAreNotListed() throws Exception {
        assertThat(Page.parse(get("/").body()).rows()).isEmpty();
        assertThat(get(BLOB).status()).isEqualTo(200);
        try (Served unlisted = Served.unlisted()) {
            unlisted.file("Hello World!");
            assertThat(unlisted.http().get("/").status()).isEqualTo(403);
            assertThat(unlisted.http().get(BLOB).text()).isEqualTo("Hello World!");
        }
    }

    /**
     * A4: The digest in an address is 43 characters of base64url without padding; 64 hexadecimal digits in lower case are answered with 301
     * to those characters, whether or not the digest is known; any other spelling is answered with 404.
     */
    @Test
    void aDigestHasOneSpelling() {
        Reply redirect = get("/.castore/blob/" + HELLO_HEX);
        assertThat(redirect.status()).isEqualTo(301);
        assertThat(redirect.get("Location")).contains("./" + HELLO);
        assertThat(get("/.castore/blob/" + HELLO_HEX + "/a%20b?q=%20").get("Location"))
                .contains("../" + HELLO + "/a%20b?q=%20");
        String directory = "/.castore/directory/" + HELLO_HEX;
        assertThat(get(directory).get("Location")).contains("./" + HELLO);
        assertThat(get(directory + "/").get("Location")).contains("../" + HELLO + "/");
        assertThat(get(directory + "/a/b").get("Location")).contains("../../" + HELLO + "/a/b");
        assertThat(get(directory + "/a/b/").get("Location")).contains("../../../" + HELLO + "/a/b/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5CA7815ADCB484E9A136C11EFE69C1D530176D549B5D18D038EB5280B4B3470C",
                "b3:i1tdZCtka7jtUEsIYsOUE+h+V0kUl9570HWVP3uDgQ4=",
                "b3%3Ai1tdZCtka7jtUEsIYsOUE%2Bh%2BV0kUl9570HWVP3uDgQ4%3D",
                "XKeBWty0hOmhNsEe_mnB1TAXbVSbXRjQOOtSgLSzRww=",
                "XKeBWty0hOmhNsEe_mnB1TAXbVSbXRjQOOtSgLSzRwx",
                "XKeBWty0hOmhNsEe+mnB1TAXbVSbXRjQOOtSgLSzRww",
                "XKeBWty0hOmhNsEe_mnB1TAXbVSbXRjQOOtSgLSzRw",
                "%FFKeBWty0hOmhNsEe_mnB1TAXbVSbXRjQOOtSgLSzRww",
                "x",
            })
    void anotherSpellingIs404(String digest) {
        assertThat(get("/.castore/blob/" + digest).status()).isEqualTo(404);
        assertThat(get("/.castore/directory/" + digest + "/").status()).isEqualTo(404);
    }

    @Test
    void anEscapedSpellingIsTheSameAddress() {
        assertThat(get("/.castore/bl%6fb/%58KeBWty0hOmhNsEe_mnB1TAXbVSbXRjQOOtSgLSzRww")
                        .text())
                .isEqualTo("Hello World!");
    }

    /** A5: A digest that the store does not have is answered with 404; one whose bytes it has lost or finds broken, with 502. */
    @Test
    void whatIsNotThereIs404AndWhatIsBrokenIs502() {
        assertThat(get("/.castore/blob/" + ABSENT).status()).isEqualTo(404);
        assertThat(get("/.castore/blob/" + ABSENT + "/name").status()).isEqualTo(404);
        assertThat(get("/.castore/directory/" + ABSENT + "/").status()).isEqualTo(404);
        assertThat(get("/.castore/directory/" + ABSENT).status()).isEqualTo(404);
        assertThat(get("/.castore/directory/" + HELLO + "/").status()).isEqualTo(404);
        blobs.brokenFrom = 0;
        assertThat(get(BLOB).status()).isEqualTo(502);
        assertThat(get(tree + "/a%20b.txt").status()).isEqualTo(502);
    }

    /**
     * A6: The answers 200, 206 and 304 for a file at an address by content have `Cache-Control: public, max-age=31536000, immutable`, with
     * private in the place of public if the request has an Authorization field.
     */
    @Test
    void filesByContentNeverChange() {
        for (String target : List.of(BLOB, BLOB + "/x", tree + "/a%20b.txt", tree + "/sub/up")) {
            assertThat(get(target).get("Cache-Control")).contains(FOR_EVER);
            assertThat(served.http().head(target).get("Cache-Control")).contains(FOR_EVER);
            assertThat(get(target, "Range: bytes=1-2").get("Cache-Control")).contains(FOR_EVER);
            assertThat(get(target, "If-None-Match: *").get("Cache-Control")).contains(FOR_EVER);
            assertThat(get(target, "Authorization: Bearer x").get("Cache-Control"))
                    .contains("private, max-age=31536000, immutable");
        }
    }

    /**
     * A7: Every other answer has `Cache-Control: no-cache`: an error, a redirect, a page or another listing, and all that is reached
     * through a root.
     */
    @Test
    void whatMayChangeIsAskedForAgain() throws Exception {
        served.root("f", served.file("Hello World!"));
        assertThat(get("/f").get("Cache-Control")).contains("no-cache");
        for (String target : List.of(tree, tree + "/", tree + "/sub", tree + "/no", BLOB + "/a/b", "/.castore/")) {
            assertThat(get(target).get("Cache-Control")).contains("no-cache");
        }
        assertThat(get(BLOB, "If-Match: \"a\"").get("Cache-Control")).contains("no-cache");
        assertThat(get(BLOB, "Range: bytes=99-").get("Cache-Control")).contains("no-cache");
        String other = "/.castore/blob/" + served.file("not at hand").digest().base64Url();
        blobs.brokenFrom = 0;
        assertThat(get(other).status()).isEqualTo(502);
        assertThat(get(other).get("Cache-Control")).contains("no-cache");
        blobs.fault = FaultyBlobs.Fault.UNREACHABLE;
        assertThat(get(other).status()).isEqualTo(503);
        assertThat(get(other).get("Cache-Control")).contains("no-cache");
    }

    /** A8: Conditions, ranges and HEAD work at an address by content as they do for every file, with the same entity tag. */
    @Test
    void aFileByContentIsAFile() {
        String tag = "\"b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=\"";
        assertThat(get(BLOB).get("ETag")).contains(tag);
        assertThat(get(BLOB, "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(get(BLOB, "If-Match: \"a\"").status()).isEqualTo(412);
        assertThat(get(BLOB, "Range: bytes=-6").text()).isEqualTo("World!");
        assertThat(served.http().head(BLOB).get("Content-Length")).contains("12");
        assertThat(get(BLOB).get("Tvix-Castore-Blob-Digest")).contains(tag.replace("\"", ""));
    }

    /**
     * A9: A symlink below an address by content resolves within that directory alone: above its top and at an absolute path it leads
     * nowhere.
     */
    @Test
    void symlinksStayBelowTheDigest() throws Exception {
        served.root("a b.txt", served.file("outside"));
        assertThat(get(tree + "/sub/up").text()).isEqualTo("Hello World!");
        assertThat(get(tree + "/sub/above").status()).isEqualTo(404);
        assertThat(get(tree + "/sub/absolute").status()).isEqualTo(404);
        String sub = get(tree + "/sub/").get("Tvix-Castore-Directory-Digest").orElseThrow();
        String alone = "/.castore/directory/" + Digest.parse(sub).base64Url();
        assertThat(get(alone + "/up").status()).isEqualTo(404);
        assertThat(Page.parse(get(alone + "/").body()).rows().stream().map(Page::hrefs))
                .allMatch(List::isEmpty);
    }

    /** A10: Nothing else is found at an address whose first name is `.castore`: 404. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.castore",
                "/.castore/",
                "/.castore/blob",
                "/.castore/blob/",
                "/.castore/directory/",
                "/.castore/static/",
                BLOB + "/",
                BLOB + "/a/",
                BLOB + "/a/b",
                "/.castore/blob/" + HELLO_HEX + "/a/b",
                "/.castore/tree/" + HELLO,
            })
    void nothingElseIsThere(String target) {
        assertThat(get(target).status()).isEqualTo(404);
    }

    /** A11: The head of a page at an address by content begins with the digest, and links to no directory above it. */
    @Test
    void theWayUpEndsAtTheDigest() throws Exception {
        Page top = Page.parse(get(tree + "/").body());
        assertThat(Page.hrefs(top.elements("h1").getFirst())).isEmpty();
        Page sub = Page.parse(get(tree + "/sub/").body());
        assertThat(Page.hrefs(sub.elements("h1").getFirst())).containsExactly("../");
        assertThat(sub.elements("h1").getFirst().getTextContent().strip()).startsWith("b3:");
        String style = sub.elements("link").getFirst().getAttribute("href");
        assertThat(get(java.net.URI.create(tree + "/sub/").resolve(style).getPath())
                        .status())
                .isEqualTo(200);
    }

    /**
     * A26: The digest at the head of a page links to the address of its directory by content; on a page there, whose links robots are asked
     * not to follow, the digest of each entry links to its own.
     */
    @Test
    void digestsLinkToTheirContent() throws Exception {
        served.root("top", served.directory("x y", served.file("Hello World!")));
        Page page = Page.parse(get("/top/").body());
        assertThat(page.elements("meta").stream().map(meta -> meta.getAttribute("name")))
                .doesNotContain("robots");
        assertThat(Page.hrefs(page.rows().getFirst())).containsExactly("x%20y");
        String byContent = java.net
                .URI
                .create("/top/")
                .resolve(Page.hrefs(page.elements("p").getFirst()).getFirst())
                .getPath();
        Page there = Page.parse(get(byContent).body());
        assertThat(there.elements("meta").stream().map(meta -> meta.getAttribute("name")))
                .contains("robots");
        String blob = Page.hrefs(there.rows().getFirst()).getLast();
        assertThat(java.net.URI.create(byContent).resolve(blob).getRawPath()).isEqualTo(BLOB + "/x%20y");
    }
}
