package dev.vitrine.castore.view;

import static dev.vitrine.castore.view.Museum.name;
import static dev.vitrine.castore.view.Museum.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** V14: Children are listed in the byte order of their names, from a snapshot that can be entered again after any name. */
final class ListingTest {
    private final Museum museum;
    private final StoreView view;

    ListingTest() throws Exception {
        museum = new Museum();
        view = museum.view();
    }

    private static List<String> names(Listing listing) {
        return IntStream.range(0, listing.count())
                .mapToObj(listing::name)
                .map(PathComponent::toString)
                .toList();
    }

    private Listing list(String path) throws CastoreException {
        return view.list((Entry.Listable) view.lookup(path(path)));
    }

    @Test
    void aDirectoryIsListedInByteOrderWhateverTheKinds() throws Exception {
        Listing listing = list("tree");
        assertThat(names(listing)).containsExactly("bin", "hello", "link");
        for (int i = 0; i < listing.count(); i++) {
            assertThat(listing.entry(i)).isEqualTo(view.lookup(path("tree/" + listing.name(i))));
        }
    }

    @Test
    void theTopListsTheRoots() throws Exception {
        museum.root("a", museum.file("a", false));
        museum.root("\u00e9", museum.file("b", false));
        museum.root("z", museum.file("c", true));
        Listing listing = list("");
        assertThat(names(listing)).containsExactly("a", "tree", "z", "\u00e9");
        assertThat(listing.entry(2)).isEqualTo(view.lookup(path("z")));
    }

    @Test
    void aListingOfTheTopIsASnapshot() throws Exception {
        Listing listing = list("");
        museum.root("another", museum.file("a", false));
        museum.roots.remove(name("tree"));
        assertThat(names(listing)).containsExactly("tree");
        assertThat(listing.entry(0)).isInstanceOf(Entry.Directory.class);
    }

    @Test
    void afterANameComesTheNextOne() throws Exception {
        museum.root("a", museum.file("a", false));
        museum.root("z", museum.file("c", true));
        assertResumes(list(""), "a", "tree", "z");
        assertResumes(list("tree"), "bin", "hello", "link");
    }

    private static void assertResumes(Listing listing, String... names) throws CastoreException {
        assertThat(names(listing)).containsExactly(names);
        assertThat(listing.after(name("!"))).isEqualTo(0);
        for (int i = 0; i < names.length; i++) {
            assertThat(listing.after(name(names[i]))).isEqualTo(i + 1);
            assertThat(listing.after(name(names[i] + "!"))).isEqualTo(i + 1);
        }
        assertThat(listing.after(name("~"))).isEqualTo(names.length);
    }

    @Test
    void positionsOutsideTheCountAreRefused() throws Exception {
        for (Listing listing : List.of(list(""), list("tree"))) {
            assertThatThrownBy(() -> listing.name(listing.count())).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> listing.entry(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
