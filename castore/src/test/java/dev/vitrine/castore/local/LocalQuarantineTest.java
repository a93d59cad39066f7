package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP_DIGEST;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.verify.Checkpoint;
import dev.vitrine.castore.verify.Finding;
import dev.vitrine.castore.verify.Verification;
import dev.vitrine.castore.verify.Verifier;
import dev.vitrine.castore.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LocalQuarantineTest extends WithLocalStore {
    private final List<Finding> findings = new ArrayList<>();

    LocalQuarantineTest() {
        super(LocalStoreOptions.DEFAULTS);
    }

    @BeforeEach
    void fillStore() throws CastoreException {
        for (var blob : List.of(BLOB_A, BLOB_100K, HELLOWORLD)) {
            blobs().put(blob.buffer());
            roots().put(name(blob.digest().hex()), new FileNode(blob.digest(), blob.size(), false));
        }
        directories().put(DIRECTORY_WITH_KEEP);
        roots().put(name("directory"), new DirectoryNode(DIRECTORY_WITH_KEEP_DIGEST, 1));
    }

    private Verification verify() throws CastoreException {
        findings.clear();
        VerifyOptions options = VerifyOptions.of(2).withQuarantine(store().quarantine());
        return new Verifier(blobs(), directories(), roots(), options).verify(findings::add);
    }

    /** Flips the last bit of a value in the index behind the back of the store, which is closed meanwhile. */
    private void damage(Table table, Digest digest) throws CastoreException {
        close();
        try (Index index = Index.open(new StoreDirectory(path()), LocalStoreOptions.DEFAULTS.mapSize())) {
            index.write(transaction -> {
                byte[] key = digest.toByteArray();
                byte[] value =
                        transaction.get(table, key, ReadTransaction::bytes).orElseThrow();
                value[value.length - 1] ^= 1;
                transaction.put(table, key, value.length, to -> to.put(value));
                return true;
            });
        }
        reopen();
    }

    private Path fileOf100K() {
        return path().resolve("blobs/33/23/33237041d787cb9a533bf9cf6db6d6aa027f7a269aef24557a7cf70ef53ddd65");
    }

    private byte[] damageFile() throws IOException {
        Path file = fileOf100K();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        byte[] bytes = BLOB_100K.toByteArray();
        bytes[50_000] ^= 1;
        Files.write(file, bytes);
        return bytes;
    }

    private Path kept(String name) {
        return path().resolve("quarantine").resolve(name);
    }

    private void assertQuarantined(Digest digest) throws CastoreException {
        assertThat(verify().findings()).isEqualTo(1);
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.digest()).isEqualTo(digest);
            assertThat(finding.isQuarantined()).isTrue();
        });
        assertThat(verify().findings()).as("it is missing now").isEqualTo(1);
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).contains("is missing");
            assertThat(finding.isQuarantined()).isFalse();
        });
    }

    /**
     * V22: Quarantine takes bad bytes out of the store, so that they are absent, and keeps them in `quarantine`; what is good stays.
     * V23: What was taken to quarantine is repaired by importing the same content again.
     */
    @Test
    void aDamagedFileIsMovedAndWrittenAgain() throws IOException {
        byte[] bad = damageFile();
        assertQuarantined(BLOB_100K.digest());
        assertThat(blobs().open(BLOB_100K.digest())).isEmpty();
        assertThat(fileOf100K()).doesNotExist();
        assertThat(kept(BLOB_100K.digest().hex())).hasBinaryContent(bad);

        blobs().put(BLOB_100K.buffer());
        assertThat(verify().isClean()).isTrue();
        assertThat(BlobServiceContract.read(blobs(), BLOB_100K.digest())).isEqualTo(BLOB_100K.toByteArray());
    }

    @Test
    void aFileOfAnotherLengthIsMoved() throws IOException {
        Files.setPosixFilePermissions(fileOf100K(), PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(fileOf100K(), new byte[10]);
        assertQuarantined(BLOB_100K.digest());
        assertThat(kept(BLOB_100K.digest().hex())).hasSize(10);
    }

    @Test
    void aDamagedSmallBlobIsMovedAndWrittenAgain() throws IOException {
        damage(Table.BLOBS, BLOB_A.digest());
        assertQuarantined(BLOB_A.digest());
        assertThat(kept(BLOB_A.digest().hex())).hasBinaryContent(new byte[] {0, 0});
        blobs().put(BLOB_A.buffer());
        assertThat(verify().isClean()).isTrue();
    }

    @Test
    void aDamagedDirectoryIsMovedAndWrittenAgain() throws IOException {
        damage(Table.DIRECTORIES, DIRECTORY_WITH_KEEP_DIGEST);
        assertQuarantined(DIRECTORY_WITH_KEEP_DIGEST);
        assertThat(kept(DIRECTORY_WITH_KEEP_DIGEST.hex() + ".directory")).isNotEmptyFile();
        directories().put(DIRECTORY_WITH_KEEP);
        assertThat(verify().isClean()).isTrue();
    }

    @Test
    void whatIsGoodStays() throws CastoreException {
        assertThat(store().quarantine().blob(BLOB_A.digest())).isFalse();
        assertThat(store().quarantine().blob(BLOB_100K.digest())).isFalse();
        assertThat(store().quarantine().directory(DIRECTORY_WITH_KEEP_DIGEST)).isFalse();
        assertThat(store().quarantine().blob(new Digest(1, 2, 3, 4))).isFalse();
        assertThat(verify().isClean()).isTrue();
        assertThat(path().resolve("quarantine")).doesNotExist();
    }

    @Test
    void aFileThatIsGoneHasNothingToMove() throws IOException {
        Files.delete(fileOf100K());
        assertThat(verify().findings()).isEqualTo(1);
        assertThat(findings).noneMatch(Finding::isQuarantined);
        blobs().put(BLOB_100K.buffer());
        assertThat(verify().isClean()).isTrue();
    }

    @Test
    void aCheckpointIsKeptAndForgotten() throws CastoreException {
        Checkpoint checkpoint = new Checkpoint(BLOB_A.digest(), 1, 2, 3);
        assertThat(store().checkpoints().load()).isEmpty();
        store().checkpoints().save(checkpoint);
        reopen();
        assertThat(store().checkpoints().load()).contains(checkpoint);
        store().checkpoints().clear();
        assertThat(store().checkpoints().load()).isEmpty();
    }
}
