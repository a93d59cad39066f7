package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.checksum.ChecksumServiceContract;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalChecksumServiceTest implements ChecksumServiceContract {
    @TempDir
    Path temporary;

    private Index index;
    private LocalChecksumService checksums;

    @BeforeEach
    void open() throws CastoreException {
        LocalStore.create(temporary).close();
        index = Index.open(new StoreDirectory(temporary), LocalStoreOptions.DEFAULTS.mapSize());
        checksums = new LocalChecksumService(index);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Override
    public ChecksumService checksums() {
        return checksums;
    }

    private byte[] stored() throws CastoreException {
        return index.read(transaction ->
                        transaction.get(Table.CHECKSUMS, HELLOWORLD.digest().toByteArray(), ReadTransaction::bytes))
                .orElseThrow();
    }

    private void store(byte[] record) throws CastoreException {
        index.write(transaction -> {
            transaction.put(Table.CHECKSUMS, HELLOWORLD.digest().toByteArray(), record.length, to -> to.put(record));
            return true;
        });
    }

    /** H49: Checksums that were made are kept in the store, for later processes too, and a record of them that is damaged counts as none. */
    @Test
    void whatWasWrittenIsThereForTheNextProcess() throws CastoreException {
        checksums.put(HELLOWORLD.digest(), SOME);
        checksums.write();
        assertThat(new LocalChecksumService(index).get(HELLOWORLD.digest())).contains(SOME);
        index.close();
        try (LocalStore store = LocalStore.open(temporary)) {
            assertThat(store.checksums().get(HELLOWORLD.digest())).contains(SOME);
        }
    }

    @Test
    void whatWaitsIsWrittenByItself() throws CastoreException {
        checksums.put(HELLOWORLD.digest(), SOME);
        LocalChecksumService other = new LocalChecksumService(index);
        long end = System.nanoTime() + 20_000_000_000L;
        while (other.get(HELLOWORLD.digest()).isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(other.get(HELLOWORLD.digest())).contains(SOME);
        assertThat(checksums.get(HELLOWORLD.digest())).contains(SOME);
    }

    @Test
    void aRecordThatIsDamagedOrUnknownCountsAsNone() throws CastoreException {
        checksums.put(HELLOWORLD.digest(), SOME);
        checksums.write();
        byte[] intact = stored();
        for (int position : new int[] {0, 1, 5, intact.length - 1}) {
            byte[] damaged = intact.clone();
            damaged[position] ^= 8;
            store(damaged);
            assertThat(checksums.get(HELLOWORLD.digest())).isEmpty();
        }
        store(new byte[0]);
        assertThat(checksums.get(HELLOWORLD.digest())).isEmpty();
    }

    @Test
    void aFullIndexForgets() throws CastoreException {
        index.close();
        index = Index.open(new StoreDirectory(temporary), 1 << 20);
        checksums = new LocalChecksumService(index);
        for (int i = 0; i < 8_000; i++) {
            checksums.put(new Digest(i, 0, 0, 0), SOME);
        }
        checksums.write();
        assertThat(checksums.get(new Digest(1, 0, 0, 0))).isEmpty();
    }

    @Test
    void inAClosedStoreNothingIsKnownAndNothingKept() {
        index.close();
        checksums.put(HELLOWORLD.digest(), SOME);
        checksums.write();
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> checksums.get(HELLOWORLD.digest()));
    }

    @Test
    void aStoreWithoutTheTableGetsIt() throws CastoreException {
        index.write(transaction -> {
            transaction.dbi(Table.CHECKSUMS).drop(transaction.transaction(), true);
            return true;
        });
        index.close();
        try (LocalStore store = LocalStore.open(temporary)) {
            assertThat(store.checksums().get(HELLOWORLD.digest())).isEmpty();
            store.checksums().put(HELLOWORLD.digest(), SOME);
            assertThat(store.checksums().get(HELLOWORLD.digest())).contains(SOME);
        }
    }
}
