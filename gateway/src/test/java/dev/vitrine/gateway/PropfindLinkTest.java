package dev.vitrine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.PathComponent;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PropfindLinkTest {
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
        DirectoryNode sub = served.directory("x", served.file("in sub"));
        served.root(
                "d",
                directory(
                        List.of(
                                "file",
                                "dir",
                                "dir_slash",
                                "far",
                                "up",
                                "here",
                                "self",
                                "round_a",
                                "round_b",
                                "gone",
                                "out",
                                "above"),
                        List.of(
                                "f",
                                "sub",
                                "sub/",
                                "../other/o",
                                "..",
                                ".",
                                "self",
                                "round_b",
                                "round_a",
                                "no/such",
                                "/d/f",
                                "../../d/f"),
                        Directory.builder()
                                .add(PathComponent.of("f"), served.file("hello"))
                                .add(PathComponent.of("sub"), sub)));
        served.root("other", served.directory("o", served.directory("back", Served.symlink("../../d"))));
        served.root("link", Served.symlink("d/f"));
    }

    private static DirectoryNode directory(List<String> links, List<String> targets, Directory.Builder rest)
            throws Exception {
        for (int i = 0; i < links.size(); i++) {
            rest.add(PathComponent.of(links.get(i)), Served.symlink(targets.get(i)));
        }
        return served.directory(rest);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static Multistatus list(String target) throws Exception {
        return Multistatus.of(served.http().propfind(target, "1", ""));
    }

    /** W14: A symlink is shown as what it leads to, with the properties of that and its target as symlink-target; one to a directory is a collection. */
    @Test
    void aLinkIsWhatItLeadsTo() throws Exception {
        Multistatus listing = list("/d/");
        Multistatus.Entry file = listing.at("/d/file");
        assertThat(file.isCollection()).isFalse();
        assertThat(file.dav("getetag")).isEqualTo(listing.at("/d/f").dav("getetag"));
        assertThat(file.dav("getcontentlength")).contains("5");
        assertThat(file.castore("symlink-target")).contains("f");
        Multistatus.Entry directory = listing.at("/d/dir/");
        assertThat(directory.isCollection()).isTrue();
        assertThat(directory.dav("getetag")).isEqualTo(listing.at("/d/sub/").dav("getetag"));
        assertThat(directory.castore("symlink-target")).contains("sub");
        assertThat(listing.at("/d/sub/").castore("symlink-target")).isEmpty();
        assertThat(list("/d/dir").hrefs()).containsExactly("/d/dir/", "/d/dir/x");
        assertThat(list("/d/dir").at("/d/dir/").castore("symlink-target")).contains("sub");
        assertThat(list("/link").at("/link").castore("symlink-target")).contains("d/f");
    }

    /** W15: Left out of a listing is a symlink that leads nowhere, and one to a directory that the path of the listing leads through, itself included. */
    @Test
    void aLinkThatLeadsNowhereOrBackIsLeftOut() throws Exception {
        assertThat(list("/d/").hrefs())
                .containsExactly("/d/", "/d/dir/", "/d/dir_slash/", "/d/f", "/d/far/", "/d/file", "/d/sub/");
        assertThat(list("/other/o/").hrefs()).containsExactly("/other/o/", "/other/o/back/");
        assertThat(list("/d/far/").hrefs()).containsExactly("/d/far/");
        assertThat(list("/other/o/back/").hrefs()).contains("/other/o/back/f").doesNotContain("/other/o/back/far/");
    }

    @Test
    void aWalkThroughEveryCollectionEnds() throws Exception {
        Set<String> seen = new HashSet<>();
        ArrayDeque<String> pending = new ArrayDeque<>(List.of("/"));
        while (!pending.isEmpty()) {
            for (Multistatus.Entry entry : list(pending.removeFirst()).entries()) {
                if (seen.add(entry.href()) && entry.isCollection()) {
                    pending.add(entry.href());
                }
            }
        }
        assertThat(seen).contains("/d/far/").hasSizeLessThan(50);
        for (String href : seen) {
            assertThat(served.http().get(href).status()).isEqualTo(200);
        }
    }
}
