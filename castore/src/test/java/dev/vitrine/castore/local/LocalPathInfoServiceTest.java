package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.symlink;
import static dev.vitrine.castore.nix.PathInfos.full;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.codec.NodeCodec;
import dev.vitrine.castore.gc.GcOptions;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.nix.NarCalculator;
import dev.vitrine.castore.nix.NarHash;
import dev.vitrine.castore.nix.PathInfo;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.nix.PathInfoServiceContract;
import dev.vitrine.castore.nix.PathInfos;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class LocalPathInfoServiceTest extends WithLocalStore implements PathInfoServiceContract {
    LocalPathInfoServiceTest() {
        super(LocalStoreOptions.DEFAULTS);
    }

    @Override
    public PathInfoService pathInfos() {
        return store().pathInfos();
    }

    private Optional<PathInfo> get() throws CastoreException {
        return pathInfos().get(PATH.hash(), () -> false);
    }

    /** N14: What is known of store paths is in the store, for every process that has it open and for later ones. */
    @Test
    void whatWasPutOutlivesTheProcess() throws CastoreException {
        pathInfos().put(full(PATH, symlink("x")));
        reopen();
        assertThat(get()).contains(full(PATH, symlink("x")));
    }

    @Test
    void whatWasCalculatedIsNotCalculatedAgainByALaterProcess() throws CastoreException {
        roots().put(PATH.rootName(), symlink("x"));
        NarHash hash = get().orElseThrow().nar();
        reopen();
        assertThat(pathInfos().get(PATH.hash(), () -> true).orElseThrow().nar()).isEqualTo(hash);
    }

    @Test
    void anotherProcessSeesItAtOnce() throws Exception {
        pathInfos().put(full(PATH, symlink("x")));
        try (JavaProcess process = JavaProcess.start(StoreProgram.class, path())) {
            assertThat(process.ask("get " + PATH)).isEqualTo(symlink("x").toString());
            assertThat(process.ask("remove " + PATH)).isEqualTo("true");
            assertThat(get()).isEmpty();
            roots().put(PATH.rootName(), symlink("x"));
            assertThat(get()).isPresent().isNotEqualTo(Optional.of(full(PATH, symlink("x"))));
        }
    }

    /** N15: What a store path needs is kept by a collection of garbage as long as its root is there, and no longer. */
    @Test
    void aCollectionKeepsWhatAStorePathNeeds() throws CastoreException {
        blobs().put(HELLOWORLD.buffer());
        pathInfos().put(full(PATH, FILE));
        collect();
        assertThat(blobs().has(HELLOWORLD.digest())).isTrue();
        assertThat(get()).contains(full(PATH, FILE));
        roots().remove(PATH.rootName());
        collect();
        assertThat(blobs().open(HELLOWORLD.digest())).isEmpty();
        assertThat(get()).isEmpty();
    }

    private void collect() throws CastoreException {
        store().collectGarbage(GcOptions.sparing(Duration.ZERO));
        store().collectGarbage(GcOptions.sparing(Duration.ZERO));
    }

    /** Changes the index of the store. */
    private <T> T inIndex(Function<WriteTransaction, T> change) throws CastoreException {
        store().close();
        Index index = Index.open(new StoreDirectory(path()), LocalStoreOptions.DEFAULTS.mapSize());
        try {
            return index.write(change);
        } finally {
            index.close();
            reopen();
        }
    }

    @Test
    void damageIsCorrupt() throws CastoreException {
        pathInfos().put(full(PATH, symlink("x")));
        byte[] key = PATH.rootName().toByteArray();
        inIndex(transaction -> {
            byte[] record = transaction
                    .get(Table.PATH_INFOS, key, ReadTransaction::bytes)
                    .orElseThrow();
            record[record.length - 1] ^= 1;
            transaction.put(Table.PATH_INFOS, key, record.length, value -> value.put(record));
            return true;
        });
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(this::get)
                .withMessageStartingWith("what the index says of a store path is damaged");
        inIndex(transaction -> {
            transaction.put(Table.PATH_INFOS, key, 2, value -> value.putShort((short) 7));
            return true;
        });
        assertThatExceptionOfType(Corrupt.class).isThrownBy(this::get);
    }

    /** As an earlier version leaves it, which removes roots and knows nothing of store paths. */
    @Test
    void whatIsSaidOfAnotherNodeDoesNotCount() throws CastoreException {
        pathInfos().put(full(PATH, symlink("x")));
        byte[] key = PATH.rootName().toByteArray();
        inIndex(transaction -> {
            byte[] record = transaction
                    .get(Table.PATH_INFOS, key, ReadTransaction::bytes)
                    .orElseThrow();
            LocalRootNodes.put(transaction, key, NodeCodec.encode(symlink("y")), 0);
            transaction.put(Table.PATH_INFOS, key, record.length, value -> value.put(record));
            return true;
        });
        assertThat(get().orElseThrow().node()).isEqualTo(symlink("y"));
        assertThat(get().orElseThrow().references()).isEmpty();
    }

    /** Nothing that comes while something is calculated is lost to what was calculated. */
    @Test
    void whatIsPutWhileItIsCalculatedStays() throws CastoreException {
        roots().put(PATH.rootName(), symlink("x"));
        store().close();
        Index index = Index.open(new StoreDirectory(path()), LocalStoreOptions.DEFAULTS.mapSize());
        try {
            AtomicInteger calculations = new AtomicInteger();
            NarHash hash = new NarHash(1, PathInfos.octets(32, 1));
            NarCalculator[] calculator = new NarCalculator[1];
            LocalPathInfoService service = new LocalPathInfoService(
                    index, (node, stopped) -> calculator[0].calculate(node, stopped), InstantSource.system());
            calculator[0] = (_, _) -> {
                calculations.incrementAndGet();
                service.put(full(PATH, symlink("x")));
                return hash;
            };
            assertThat(service.get(PATH.hash(), () -> false).orElseThrow().nar())
                    .isEqualTo(hash);
            assertThat(service.get(PATH.hash(), () -> false)).contains(full(PATH, symlink("x")));
            assertThat(calculations).hasValue(1);
        } finally {
            index.close();
            reopen();
        }
    }
}
