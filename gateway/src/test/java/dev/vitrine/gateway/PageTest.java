package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.RawHttp.Reply;
import dev.vitrine.gateway.path.Href;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PageTest {
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

    private Page page(String target) throws Exception {
        Reply reply = served.http().get(target);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.ended()).isTrue();
        assertThat(reply.get("Content-Type")).contains("text/html;charset=utf-8");
        return Page.parse(reply.body());
    }

    /** P1: A directory is shown as a page with the name, size, kind and digest of each entry, in the byte order of the names. */
    @Test
    void aRowSaysWhatAnEntryIs() throws Exception {
        FileNode script = served.file("Hello World!");
        served.root(
                "d",
                served.directory(Directory.builder()
                        .add(name("run"), new FileNode(script.digest(), 12, true))
                        .add(name("keep"), served.directory(".keep", served.file("")))
                        .add(name("Zero"), served.file(new byte[1_572_864]))
                        .add(name("link"), Served.symlink("run"))));
        List<List<String>> rows = page("/d/").rows().stream().map(Page::cells).toList();
        assertThat(rows.get(0)).startsWith("Zero", "1.5 MiB", "1572864", "file");
        assertThat(rows.get(1))
                .containsExactly("keep", "1 entry", "", "directory", "b3:i1tdZCtka7jtUEsIYsOUE+h+V0kUl9570HWVP3uDgQ4=");
        assertThat(rows.get(2)).containsExactly("link → run", "", "", "symlink", "");
        assertThat(rows.get(3))
                .containsExactly("run", "12 B", "12", "executable", "b3:XKeBWty0hOmhNsEe/mnB1TAXbVSbXRjQOOtSgLSzRww=");
    }

    /** P2: Every link of a page leads to the entry of exactly that name, whatever bytes it has. */
    @Test
    void everyNameIsServedUnderItsLink() throws Exception {
        Directory.Builder torture = Directory.builder();
        for (byte[] name : TortureNames.all()) {
            torture.add(PathComponent.of(name), served.file(contents(name)));
        }
        served.root("torture", served.directory(torture));
        List<byte[]> sorted = TortureNames.all().stream()
                .sorted(java.util.Arrays::compareUnsigned)
                .toList();
        List<Element> rows = page("/torture/").rows();
        assertThat(rows).hasSameSizeAs(sorted);
        for (int i = 0; i < rows.size(); i++) {
            Reply reply =
                    served.http().get("/torture/" + Page.hrefs(rows.get(i)).getFirst());
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(contents(sorted.get(i)));
        }
    }

    @Test
    void directoriesOfAnyNameAreLinkedToo() throws Exception {
        for (byte[] name : TortureNames.all()) {
            served.roots.put(PathComponent.of(name), served.directory("in", served.file(contents(name))));
        }
        for (Element row : page("/").rows()) {
            String href = Page.hrefs(row).getFirst();
            assertThat(page("/" + href).elements("bdi")).isNotEmpty();
            assertThat(served.http().get("/" + href + "in").status()).isEqualTo(200);
        }
    }

    private static byte[] contents(byte[] name) {
        return ("contents of " + Href.of(component(name))).getBytes(UTF_8);
    }

    private static PathComponent component(byte[] name) {
        try {
            return PathComponent.of(name);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * P3: Names and link targets are shown as text: markup in them stays text, and control characters, characters that turn the direction
     * of writing, and bytes that are no UTF-8 are shown as escapes.
     */
    @Test
    void namesAreShownAsText() throws Exception {
        served.root("<b>&", served.file(""))
                .root("line\nbreak", served.file(""))
                .root("\u202ecod", Served.symlink("<i>\u0001"));
        served.roots.put(PathComponent.of(new byte[] {'x', (byte) 0xe9}), served.file(""));
        List<String> names =
                page("/").rows().stream().map(row -> Page.cells(row).getFirst()).toList();
        assertThat(names).containsExactly("<b>&", "line\\nbreak", "x\\xe9", "\\xe2\\x80\\xaecod → <i>\\x01");
    }

    /** P4: A page is well-formed, has no scripts, and may run none. */
    @Test
    void aPageHasNoScripts() throws Exception {
        served.root("f", served.file(""));
        assertThat(page("/").elements("script")).isEmpty();
        assertThat(served.http().get("/").get("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'self'");
    }

    /** P5: A symlink is shown with its target; it is a link to what it leads to, and text alone if it leads nowhere. */
    @Test
    void symlinksAreLinksUnlessTheyDangle() throws Exception {
        served.root("d", served.directory("f", served.file("f")))
                .root("to_d", Served.symlink("d"))
                .root("to_f", Served.symlink("d/f"))
                .root("to_nothing", Served.symlink("d/nothing"))
                .root("to_outside", Served.symlink("/etc/passwd"));
        List<List<String>> hrefs = page("/").rows().stream().map(Page::hrefs).toList();
        assertThat(hrefs).containsExactly(List.of("d/"), List.of("to_d/"), List.of("to_f"), List.of(), List.of());
        assertThat(Page.cells(page("/").rows().getLast())).startsWith("to_outside → /etc/passwd");
    }

    /** P6: The head of a page links to every directory on the way down to it. */
    @Test
    void theWayUpIsLinked() throws Exception {
        served.root("a b", served.directory("<c>", served.directory("d", served.file(""))));
        Element heading = page("/a%20b/%3Cc%3E/").elements("h1").getFirst();
        assertThat(Page.hrefs(heading)).containsExactly("../../", "../");
        assertThat(heading.getTextContent().replaceAll("\\s+", " ").strip()).isEqualTo("top / a b / <c>");
    }

    /** P7: The entity tag of a page is the digest of its directory, a dash, html and the version of the page, between quotes. */
    @Test
    void aPageHasATag() throws Exception {
        served.root("d", served.directory(".keep", served.file("")));
        String tag = "\"b3:i1tdZCtka7jtUEsIYsOUE+h+V0kUl9570HWVP3uDgQ4=-html2\"";
        assertThat(served.http().get("/d/").get("ETag")).contains(tag);
        assertThat(served.http().get("/d/", "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(served.http().get("/d/", "If-Match: \"a\"").status()).isEqualTo(412);
    }

    /**
     * P8: The page of the top, and of a directory with a symlink that leads out of it, has no entity tag, because it changes while no
     * digest does.
     */
    @Test
    void aPageThatChangesHasNoTag() throws Exception {
        served.root(
                        "in",
                        served.directory(Directory.builder()
                                .add(name("a"), Served.symlink("b"))
                                .add(name("b"), served.file("b"))))
                .root("out", served.directory("a", Served.symlink("../other")));
        assertThat(served.http().get("/").get("ETag")).isEmpty();
        assertThat(served.http().get("/in/").get("ETag")).isPresent();
        assertThat(served.http().get("/out/").get("ETag")).isEmpty();
        assertThat(Page.hrefs(page("/out/").rows().getFirst())).isEmpty();
        served.root("other", served.file("here now"));
        assertThat(Page.hrefs(page("/out/").rows().getFirst())).containsExactly("a");
    }

    /** P10: Pages find their style at an address that no root can have and whose bytes never change. */
    @Test
    void theStyleIsFoundFromEveryDepth() throws Exception {
        served.root("a", served.directory("b", served.directory("c", served.file(""))));
        for (String target : List.of("/", "/a/", "/a/b/")) {
            String href = page(target).elements("link").getFirst().getAttribute("href");
            String path = java.net.URI.create("http://x" + target).resolve(href).getPath();
            Reply reply = served.http().get(path);
            assertThat(path).startsWith("/.castore/static/vitrine-");
            assertThat(reply.get("Content-Type")).contains("text/css;charset=utf-8");
            assertThat(reply.get("Cache-Control")).contains("public, max-age=31536000, immutable");
        }
    }

    @Test
    void nothingElseIsReserved() throws Exception {
        served.root("d", served.directory(".castore", served.file("just a name")));
        assertThat(served.http().get("/d/.castore").text()).isEqualTo("just a name");
        for (String target :
                List.of("/.castore", "/.castore/", "/.castore/static", "/.castore/static/x", "/.castore/x/y")) {
            assertThat(served.http().get(target).status()).isEqualTo(404);
        }
    }

    @Test
    void anEmptyDirectorySaysSo() throws Exception {
        served.root("d", served.directory(Directory.builder()));
        assertThat(page("/d/").rows()).isEmpty();
        assertThat(served.http().get("/d/").text()).contains("This directory is empty.");
    }
}
