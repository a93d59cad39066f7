package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.gateway.Multistatus.Entry;
import dev.vitrine.gateway.RawHttp.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropfindTest {
    private static final String HELLO = "b3:6o8WPbOGgpJeRJHF5Y1Ls1Bu+MFOt4qG6QjFYkpnIA8=";
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        FileNode file = served.file("hello");
        served.root("f.txt", file);
        served.root(
                "d",
                served.directory(Directory.builder()
                        .add(PathComponent.of("a b"), file)
                        .add(PathComponent.of("run"), new FileNode(file.digest(), file.size(), true))
                        .add(PathComponent.of("sub"), served.directory("x", file))));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static Multistatus ask(String target, String depth, String body) throws Exception {
        return Multistatus.of(served.http().propfind(target, depth, body));
    }

    private static String propfind(String inside) {
        return "<?xml version=\"1.0\"?><propfind xmlns=\"DAV:\" xmlns:c=\"urn:tvix:castore\""
                + " xmlns:a=\"http://apache.org/dav/props/\">" + inside + "</propfind>";
    }

    private static Entry named(String target, String properties) throws Exception {
        return ask(target, "0", propfind("<prop>" + properties + "</prop>")).only();
    }

    /**
     * W1: PROPFIND with Depth 0 is answered with 207 and the properties of the entry, with Depth 1 with those of its children too, in
     * the byte order of their names.
     */
    @Test
    void depthSaysWhetherChildrenAreTold() throws Exception {
        assertThat(ask("/d/", "0", "").hrefs()).containsExactly("/d/");
        assertThat(ask("/d/", "1", "").hrefs()).containsExactly("/d/", "/d/a%20b", "/d/run", "/d/sub/");
        assertThat(ask("/", "1", "").hrefs()).containsExactly("/", "/d/", "/f.txt");
        assertThat(ask("/f.txt", "1", "").hrefs()).containsExactly("/f.txt");
    }

    /** W2: Without a Depth of 0 or 1 PROPFIND is answered with 403 and the condition propfind-finite-depth. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Depth: infinity",
                "Depth: 2",
                "Depth: 01",
                "Depth:",
                "Depth: 1,noroot",
                "Depth: 0\r\nDepth: 1"
            })
    void anyOtherDepthIsRefused(String depth) {
        for (String target : List.of("/", "/d/", "/f.txt", "/nothing")) {
            Reply reply = depth.isEmpty()
                    ? served.http().send("PROPFIND", target)
                    : served.http().send("PROPFIND", target, depth);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.get("Content-Type")).contains("application/xml;charset=utf-8");
            assertThat(reply.text()).endsWith("<D:error xmlns:D=\"DAV:\"><D:propfind-finite-depth/></D:error>");
        }
    }

    /**
     * W3: An empty body asks for the same as allprop: the properties of RFC 4918 that are there, the digest, executable and
     * symlink-target; others are told when they are asked for, or included.
     */
    @Test
    void allIsWhatTheStandardSaysAndWhatIsOurs() throws Exception {
        String dav = "{DAV:}";
        Entry file = ask("/d/run", "0", "").only();
        assertThat(file.names(200))
                .containsExactlyInAnyOrder(
                        "{http://apache.org/dav/props/}executable",
                        "{urn:tvix:castore}blob-digest",
                        dav + "creationdate",
                        dav + "displayname",
                        dav + "getcontentlength",
                        dav + "getcontenttype",
                        dav + "getetag",
                        dav + "getlastmodified",
                        dav + "resourcetype",
                        dav + "supportedlock");
        assertThat(file.names(404)).isEmpty();
        assertThat(ask("/d/run", "0", propfind("<allprop/>")).only().names(200)).isEqualTo(file.names(200));
        Entry more = ask(
                        "/d/run", "0", propfind("<allprop/><include><c:inode/><getetag/><c:symlink-target/></include>"))
                .only();
        assertThat(more.names(200))
                .containsAll(file.names(200))
                .contains("{urn:tvix:castore}inode")
                .hasSize(11);
        assertThat(more.names(404)).containsExactly("{urn:tvix:castore}symlink-target");
    }

    /** W4: A body with propname asks for the names of all properties that are there, without values. */
    @Test
    void namesComeWithoutValues() throws Exception {
        Entry names = ask("/d/", "0", propfind("<propname/>")).only();
        assertThat(names.names(200))
                .contains("{DAV:}quota-used-bytes", "{DAV:}resource-id", "{urn:tvix:castore}inode")
                .doesNotContain("{DAV:}getcontentlength", "{urn:tvix:castore}symlink-target");
        assertThat(names.properties().values())
                .allSatisfy(element -> assertThat(element.hasChildNodes()).isFalse());
    }

    /** W5: What is asked for and not there is told with 404, under the name and the namespace by which it was asked for. */
    @Test
    void whatIsMissingKeepsItsName() throws Exception {
        Entry entry = named(
                "/f.txt",
                "<getetag/><lockdiscovery/><q xmlns=\"urn:x?a&amp;b=&lt;&quot;\"/><n xmlns=\"\"/><p:a-b.c xmlns:p=\"urn:y\"/>"
                        + "<c:nothing/><xml:lang/>");
        assertThat(entry.names(200)).containsExactly("{DAV:}getetag");
        assertThat(entry.names(404))
                .containsExactlyInAnyOrder(
                        "{DAV:}lockdiscovery",
                        "{urn:x?a&b=<\"}q",
                        "{}n",
                        "{urn:y}a-b.c",
                        "{urn:tvix:castore}nothing",
                        "{http://www.w3.org/XML/1998/namespace}lang");
        assertThat(named("/f.txt", "<nothing/>").names(200)).isEmpty();
    }

    /** W6: The getetag, getcontentlength and getcontenttype of a file are what the header of GET says, and getlastmodified is its constant time. */
    @Test
    void propertiesOfAFileAreThoseOfGet() throws Exception {
        for (String target : List.of("/f.txt", "/d/run", "/d/a%20b")) {
            Entry entry = ask(target, "0", "").only();
            Reply head = served.http().head(target);
            assertThat(entry.dav("getetag")).isEqualTo(head.get("ETag")).contains("\"" + HELLO + "\"");
            assertThat(entry.dav("getcontentlength")).isEqualTo(head.get("Content-Length"));
            assertThat(entry.dav("getcontenttype")).isEqualTo(head.get("Content-Type"));
            assertThat(entry.dav("getlastmodified")).contains("Thu, 01 Jan 1970 00:00:01 GMT");
            assertThat(entry.dav("creationdate")).contains("1970-01-01T00:00:01Z");
            assertThat(entry.isCollection()).isFalse();
        }
    }

    /**
     * W7: A directory is a collection, whose getetag is its digest between quotes; it has no getcontentlength. The top has no getetag
     * either.
     */
    @Test
    void aDirectoryIsACollection() throws Exception {
        Entry entry = ask("/d/", "1", "").at("/d/sub/");
        assertThat(entry.isCollection()).isTrue();
        assertThat(entry.dav("getetag"))
                .isEqualTo(served.http()
                        .get("/d/sub/")
                        .get("Tvix-Castore-Directory-Digest")
                        .map(d -> '"' + d + '"'));
        assertThat(entry.dav("getcontentlength")).isEmpty();
        Entry top = named("/", "<resourcetype/><getetag/>");
        assertThat(top.isCollection()).isTrue();
        assertThat(top.dav("getetag")).isEmpty();
    }

    /**
     * W8: In the namespace urn:tvix:castore entries have the properties blob-digest or directory-digest, inode, and symlink-target; their
     * values are those of the other windows.
     */
    @Test
    void digestsAndInodesAreThoseOfTheView() throws Exception {
        String ours = "<c:blob-digest/><c:directory-digest/><c:inode/>";
        Entry file = named("/f.txt", ours);
        assertThat(file.castore("blob-digest")).contains(HELLO);
        assertThat(file.castore("directory-digest")).isEmpty();
        assertThat(file.castore("inode")).contains("8450876190402756936");
        Entry executable = named("/d/run", ours);
        assertThat(executable.castore("inode")).contains("8450876190402756937");
        Entry directory = named("/d/", ours);
        assertThat(directory.castore("directory-digest"))
                .isEqualTo(served.http().get("/d/").get("Tvix-Castore-Directory-Digest"));
        assertThat(directory.castore("blob-digest")).isEmpty();
        assertThat(named("/", ours).castore("inode")).contains("1");
    }

    /** W9: Apache's property executable is T for executable files, F for others, and not there for directories. */
    @Test
    void executableIsToldAsApacheDoes() throws Exception {
        assertThat(executable("/d/run")).isEqualTo("T");
        assertThat(executable("/f.txt")).isEqualTo("F");
        assertThat(named("/d/", "<a:executable/>").names(200)).isEmpty();
    }

    private static String executable(String target) throws Exception {
        return named(target, "<a:executable/>")
                .found(Multistatus.APACHE, "executable")
                .orElseThrow()
                .getTextContent();
    }

    /** W10: By its quota properties a directory is full: no bytes are available, and 4096 are used, as in the mount. */
    @Test
    void aDirectoryIsFull() throws Exception {
        for (String target : List.of("/", "/d/")) {
            Entry entry = named(target, "<quota-available-bytes/><quota-used-bytes/>");
            assertThat(entry.dav("quota-available-bytes")).contains("0");
            assertThat(entry.dav("quota-used-bytes")).contains("4096");
        }
        assertThat(named("/f.txt", "<quota-available-bytes/>").names(200)).isEmpty();
    }

    /** W11: The resource-id of RFC 5842 is a URN of the digest in its form for URLs, so that it is equal for equal contents. */
    @Test
    void equalContentsHaveOneResourceId() throws Exception {
        String id = "urn:tvix:castore:blob:6o8WPbOGgpJeRJHF5Y1Ls1Bu-MFOt4qG6QjFYkpnIA8";
        for (String target : List.of("/f.txt", "/d/a%20b", "/d/run")) {
            Entry entry = named(target, "<resource-id/>");
            assertThat(entry.dav("resource-id")).contains(id);
            assertThat(entry.found(Multistatus.DAV, "resource-id")
                            .orElseThrow()
                            .getElementsByTagNameNS(Multistatus.DAV, "href")
                            .getLength())
                    .isEqualTo(1);
        }
        assertThat(named("/d/", "<resource-id/>").dav("resource-id").orElseThrow())
                .startsWith("urn:tvix:castore:directory:");
    }

    /** W12: A directory without a slash at its end is answered at once, and its href has the slash; a file with one is answered with 404. */
    @Test
    void theSlashOfADirectoryIsAdded() throws Exception {
        assertThat(ask("/d", "1", "").hrefs()).containsExactly("/d/", "/d/a%20b", "/d/run", "/d/sub/");
        assertThat(served.http().propfind("/f.txt/", "0", "").status()).isEqualTo(404);
    }

    /** W13: The href of an answer spells the path as the request did, and the names of children as links of pages do. */
    @Test
    void aPathKeepsItsSpelling() throws Exception {
        served.root("x+&'y", served.directory("z+&", served.file("hello")));
        assertThat(ask("/x+&'%79", "1", "").hrefs()).containsExactly("/x+&'%79/", "/x+&'%79/z%2B%26");
        assertThat(ask("/%78%2b%26%27y/", "1", "").hrefs())
                .containsExactly("/%78%2b%26%27y/", "/%78%2b%26%27y/z%2B%26");
        served.roots.remove(PathComponent.of("x+&'y"));
    }
}
