package dev.vitrine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PropfindNameTest {
    /** W16: A listing is well-formed XML whatever bytes the names and link targets in it have, and each href leads to the entry of exactly that name. */
    @Test
    void everyNameCanBeReadAndFollowed() throws Exception {
        try (Served served = Served.start()) {
            List<byte[]> names = TortureNames.all();
            Directory.Builder directory = Directory.builder();
            for (byte[] name : names) {
                directory.add(PathComponent.of(name), served.file(hex(name)));
            }
            served.root("d", served.directory(directory));
            Multistatus listing = Multistatus.of(served.http().propfind("/d/", "1", ""));
            assertThat(listing.entries()).hasSize(names.size() + 1);
            List<String> hrefs = listing.hrefs().subList(1, names.size() + 1);
            assertThat(hrefs.stream().map(href -> served.http().get(href).text()))
                    .containsExactlyInAnyOrderElementsOf(
                            names.stream().map(PropfindNameTest::hex).toList());
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** W17: The displayname is the name as text; what XML cannot have in it, and what is not UTF-8, becomes U+FFFD. */
    @Test
    void aNameIsShownAsText() throws Exception {
        assertThat(shown("a b".getBytes(UTF_8))).contains("a b");
        assertThat(shown("]]>&amp;<\"'".getBytes(UTF_8))).contains("]]>&amp;<\"'");
        assertThat(shown("tab\tnew\nline\rcr".getBytes(UTF_8))).contains("tab\tnew\nline\rcr");
        assertThat(shown("\u00e9\ud83d\ude00\u0085\u2028".getBytes(UTF_8))).contains("\u00e9\ud83d\ude00\u0085\u2028");
        assertThat(shown("x\u0001\ufffe\uffff".getBytes(UTF_8))).contains("x\ufffd\ufffd\ufffd");
        assertThat(shown(new byte[] {'c', (byte) 0xe9, '!'})).contains("c\ufffd!");
    }

    private static Optional<String> shown(byte[] name) throws Exception {
        try (Served served = Served.start()) {
            served.root("d", served.directory(Directory.builder().add(PathComponent.of(name), served.file("x"))));
            return Multistatus.of(served.http().propfind("/d/", "1", ""))
                    .entries()
                    .getLast()
                    .dav("displayname");
        }
    }

    @Test
    void aTargetIsShownAsText() throws Exception {
        try (Served served = Served.start()) {
            served.root("f\u0001]]>", served.file("x"));
            served.root("l", new SymlinkNode(SymlinkTarget.of("./f\u0001]]>")));
            Multistatus listing = Multistatus.of(served.http().propfind("/", "1", ""));
            assertThat(listing.at("/l").castore("symlink-target")).contains("./f\ufffd]]>");
        }
    }
}
