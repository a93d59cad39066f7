package dev.vitrine.castore.nix;

import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.name;
import static dev.vitrine.castore.Fixtures.symlink;
import static dev.vitrine.castore.nix.PathInfos.full;
import static dev.vitrine.castore.nix.PathInfos.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MutableRootNodes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What all that know store paths do. */
public interface PathInfoServiceContract {
    StorePathName PATH = path('0', "test");
    StorePathName OTHER = path('z', "other");
    Node FILE = new FileNode(HELLOWORLD.digest(), 12, false);

    /** The SHA-256 of the NAR of {@link #FILE}, as sha256sum has it of what another writer made. */
    String FILE_SHA256 = "03e7f63be30b065d78bcf615f5473545fdb4eb69aa416f43495b4e05cdfb8040";

    /** The service under test: a new one for each test, without store paths. */
    PathInfoService pathInfos();

    /** Its roots, of which there are none. */
    MutableRootNodes roots();

    /** Its blobs, of which there are none. */
    BlobService blobs();

    private Optional<PathInfo> get(StorePathName path) throws CastoreException {
        return pathInfos().get(path.hash(), () -> false);
    }

    private List<PathInfo> list() throws CastoreException {
        List<PathInfo> all = new ArrayList<>();
        pathInfos().list(() -> false, all::add);
        return all;
    }

    private PathInfo calculated(StorePathName path) {
        NarHash nar = new NarHash(128, Octets.of(HexFormat.of().parseHex(FILE_SHA256)));
        return PathInfo.of(path, FILE, nar);
    }

    @Test
    default void thereAreNoneAtFirst() throws CastoreException {
        assertThat(get(PATH)).isEmpty();
        assertThat(list()).isEmpty();
    }

    /** N11: What is put of a store path sets the root of its name, and is found by its hash. */
    @Test
    default void whatIsPutIsFoundAndIsARoot() throws CastoreException {
        pathInfos().put(full(PATH, symlink("x")));
        assertThat(get(PATH)).contains(full(PATH, symlink("x")));
        assertThat(get(OTHER)).isEmpty();
        assertThat(roots().get(PATH.rootName())).contains(symlink("x"));
        assertThat(list()).containsExactly(full(PATH, symlink("x")));
    }

    @Test
    default void aSecondPutReplacesTheFirst() throws CastoreException {
        pathInfos().put(full(PATH, symlink("x")));
        pathInfos().put(PathInfo.of(PATH, symlink("x"), new NarHash(1, PathInfos.octets(32, 1))));
        assertThat(get(PATH)).contains(PathInfo.of(PATH, symlink("x"), new NarHash(1, PathInfos.octets(32, 1))));
        pathInfos().put(full(PATH, symlink("y")));
        assertThat(get(PATH)).contains(full(PATH, symlink("y")));
        assertThat(roots().list()).hasSize(1);
    }

    @Test
    default void aPutChangesTheRevision() throws CastoreException {
        long before = roots().revision();
        pathInfos().put(full(PATH, symlink("x")));
        assertThat(roots().revision()).isNotEqualTo(before);
    }

    /** N12: What was put of a store path goes with its root: when that is removed or gets another node, and does not come back with it. */
    @Test
    default void whatWasPutGoesWithItsRoot() throws CastoreException {
        blobs().put(HELLOWORLD.buffer());
        pathInfos().put(full(PATH, FILE));
        roots().put(PATH.rootName(), FILE);
        assertThat(get(PATH)).contains(full(PATH, FILE));
        roots().remove(PATH.rootName());
        assertThat(get(PATH)).isEmpty();
        assertThat(list()).isEmpty();
        roots().put(PATH.rootName(), FILE);
        assertThat(get(PATH)).contains(calculated(PATH));
        pathInfos().put(full(PATH, FILE));
        roots().put(PATH.rootName(), symlink("x"));
        roots().put(PATH.rootName(), FILE);
        assertThat(get(PATH)).contains(calculated(PATH));
    }

    /** N13: A root that has the name of a store path, and of which nothing was put, is answered too, with the size and hash of its NAR; they are calculated once and kept. */
    @Test
    default void aRootAloneIsAnswered() throws CastoreException {
        blobs().put(HELLOWORLD.buffer());
        roots().put(PATH.rootName(), FILE);
        assertThat(get(PATH)).contains(calculated(PATH));
        assertThat(pathInfos().get(PATH.hash(), () -> true)).contains(calculated(PATH));
        assertThat(list()).containsExactly(calculated(PATH));
    }

    @Test
    default void whatWasCalculatedIsOfTheNodeThatTheRootHasNow() throws CastoreException {
        blobs().put(HELLOWORLD.buffer());
        roots().put(PATH.rootName(), symlink("x"));
        assertThat(get(PATH).orElseThrow().nar().size()).isEqualTo(120);
        roots().put(PATH.rootName(), FILE);
        assertThat(get(PATH)).contains(calculated(PATH));
    }

    @Test
    default void whatWasCalculatedGivesWayToAPut() throws CastoreException {
        blobs().put(HELLOWORLD.buffer());
        roots().put(PATH.rootName(), FILE);
        get(PATH);
        pathInfos().put(full(PATH, FILE));
        assertThat(get(PATH)).contains(full(PATH, FILE));
    }

    @Test
    default void whoIsStoppedGetsNothingAndKeepsNothing() throws CastoreException {
        blobs().put(HELLOWORLD.buffer());
        roots().put(PATH.rootName(), FILE);
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> pathInfos().get(PATH.hash(), () -> true));
        assertThat(get(PATH)).contains(calculated(PATH));
    }

    @Test
    default void aRootWhoseBlobIsMissingIsCorrupt() throws CastoreException {
        roots().put(PATH.rootName(), FILE);
        assertThatExceptionOfType(Corrupt.class).isThrownBy(() -> get(PATH));
        assertThatExceptionOfType(Corrupt.class).isThrownBy(this::list);
    }

    @Test
    default void rootsOfOtherNamesAreNone() throws CastoreException {
        PathComponent almost = name(PATH.hash() + "+x");
        roots().put(name("plain"), symlink("x"));
        roots().put(almost, symlink("x"));
        roots().put(name("zzz"), symlink("x"));
        assertThat(get(PATH)).isEmpty();
        assertThat(list()).isEmpty();
        pathInfos().put(full(PATH, symlink("x")));
        assertThat(list()).containsExactly(full(PATH, symlink("x")));
    }

    @Test
    default void ofTwoRootsOfOneHashTheFirstIsMeant() throws CastoreException {
        pathInfos().put(full(path('0', "b"), symlink("b")));
        pathInfos().put(full(path('0', "a"), symlink("a")));
        assertThat(get(PATH)).contains(full(path('0', "a"), symlink("a")));
        assertThat(list()).hasSize(2);
    }

    @Test
    default void theListIsInTheOrderOfNamesAndEndsWhereOneLikes() throws CastoreException {
        List<StorePathName> paths = new ArrayList<>();
        for (char c : "0123456789abcdfghijklmnpqrsvwxyz".toCharArray()) {
            for (int i = 10; i < 20; i++) {
                paths.add(path(c, "number-" + i));
            }
        }
        for (StorePathName path : paths.reversed()) {
            roots().put(name("between-" + path.hash()), symlink("x"));
            pathInfos().put(full(path, symlink("x")));
        }
        assertThat(list()).extracting(PathInfo::path).containsExactlyElementsOf(paths);
        List<PathInfo> some = new ArrayList<>();
        pathInfos().list(() -> false, info -> {
            some.add(info);
            return some.size() < 300;
        });
        assertThat(some).hasSize(300);
    }
}
