package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP;
import static dev.vitrine.castore.Fixtures.DIRECTORY_WITH_KEEP_DIGEST;
import static dev.vitrine.castore.Fixtures.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobServiceContract;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.FileNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A store whose bytes on disk are no longer those that were written. */
final class DamagedStoreTest extends WithLocalStore {
    DamagedStoreTest() {
        super(LocalStoreOptions.DEFAULTS);
    }

    private static void assertCorrupt(ThrowingCallable call, String message) {
        assertThatExceptionOfType(Corrupt.class).isThrownBy(call).withMessageContaining(message);
    }

    private Path fileOfB() throws IOException {
        Path file = path().resolve("blobs/a8/2c/a82c5154a7a0c262c6fdb929a317585646f8fbcf80326d0a7b8747edaf2d99d2");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return file;
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    /** Changes one value in the index behind the back of the store, which is closed meanwhile. */
    private void change(Table table, byte[] key, UnaryOperator<byte[]> damage) throws CastoreException {
        close();
        try (Index index = Index.open(new StoreDirectory(path()), LocalStoreOptions.DEFAULTS.mapSize())) {
            index.write(transaction -> {
                byte[] value =
                        transaction.get(table, key, ReadTransaction::bytes).orElseThrow();
                byte[] damaged = damage.apply(value);
                transaction.put(table, key, damaged.length, to -> to.put(damaged));
                return true;
            });
        }
        reopen();
    }

    private static byte[] flipLast(byte[] value) {
        value[value.length - 1] ^= 1;
        return value;
    }

    /** S11: A blob file that is missing, or has another length than the index says, is Corrupt when it is opened. */
    @Test
    void aBlobFileOfAnotherLengthIsCorrupt() throws IOException {
        blobs().put(BLOB_B.buffer());
        truncate(fileOfB(), BLOB_B.size() - 1);
        assertCorrupt(() -> blobs().open(BLOB_B.digest()), "has 1044479 bytes instead of 1044480");
        Files.write(fileOfB(), new byte[2], StandardOpenOption.APPEND);
        assertCorrupt(() -> blobs().open(BLOB_B.digest()), "has 1044481 bytes instead of 1044480");
        Files.delete(fileOfB());
        assertCorrupt(() -> blobs().open(BLOB_B.digest()), "is missing");
    }

    @Test
    void aBlobFileThatIsCutOffWhileItIsOpenIsCorrupt() throws IOException {
        blobs().put(BLOB_B.buffer());
        try (BlobReader reader = blobs().open(BLOB_B.digest()).orElseThrow()) {
            truncate(fileOfB(), 1_000);
            ByteBuffer target = ByteBuffer.allocate(2_000);
            assertCorrupt(() -> reader.read(0, target), "ends before byte 1044480");
        }
    }

    @Test
    void aDeletedBlobFileStaysReadableWhereItIsOpen() throws IOException {
        blobs().put(BLOB_B.buffer());
        try (BlobReader reader = blobs().open(BLOB_B.digest()).orElseThrow()) {
            Files.delete(fileOfB());
            ByteBuffer target = ByteBuffer.allocate(BLOB_B.size());
            assertThat(reader.read(0, target)).isEqualTo(BLOB_B.size());
            assertThat(target.array()).isEqualTo(BLOB_B.toByteArray());
        }
    }

    /** S12: Writing a blob again restores its file when that was lost or cut off. */
    @Test
    void writingALostBlobAgainHealsIt() throws IOException {
        blobs().put(BLOB_B.buffer());
        truncate(fileOfB(), 17);
        blobs().put(BLOB_B.buffer());
        assertThat(BlobServiceContract.read(blobs(), BLOB_B.digest())).isEqualTo(BLOB_B.toByteArray());
        Files.delete(fileOfB());
        blobs().put(BLOB_B.buffer());
        assertThat(BlobServiceContract.read(blobs(), BLOB_B.digest())).isEqualTo(BLOB_B.toByteArray());
    }

    /** S13: Bytes of a blob or a directory that were damaged in the index are Corrupt when they are read. */
    @Test
    void damagedBytesInTheIndexAreCorrupt() throws CastoreException {
        blobs().put(BLOB_A.buffer());
        directories().put(DIRECTORY_WITH_KEEP);
        change(Table.BLOBS, BLOB_A.digest().toByteArray(), DamagedStoreTest::flipLast);
        change(Table.DIRECTORIES, DIRECTORY_WITH_KEEP_DIGEST.toByteArray(), DamagedStoreTest::flipLast);
        assertCorrupt(() -> blobs().open(BLOB_A.digest()), "are damaged");
        assertCorrupt(() -> directories().get(DIRECTORY_WITH_KEEP_DIGEST), "has the digest b3:");
    }

    @Test
    void bytesInTheIndexThatAreNotThoseOfTheDigestAreCorrupt() throws CastoreException {
        blobs().put(BLOB_A.buffer());
        BlobRecord wrong = BlobRecord.Inline.of(ByteBuffer.wrap(new byte[] {0, 2}));
        change(Table.BLOBS, BLOB_A.digest().toByteArray(), value -> {
            byte[] record = new byte[wrong.length()];
            wrong.write(ByteBuffer.wrap(record));
            return record;
        });
        assertCorrupt(() -> blobs().open(BLOB_A.digest()), "has wrong bytes: their digest is");
    }

    @Test
    void writingADamagedSmallBlobAgainHealsIt() throws CastoreException {
        blobs().put(BLOB_A.buffer());
        change(Table.BLOBS, BLOB_A.digest().toByteArray(), DamagedStoreTest::flipLast);
        blobs().put(BLOB_A.buffer());
        assertThat(BlobServiceContract.read(blobs(), BLOB_A.digest())).isEqualTo(BLOB_A.toByteArray());
    }

    @Test
    void aBlobOfAnUnknownKindIsCorrupt() throws CastoreException {
        blobs().put(BLOB_A.buffer());
        change(Table.BLOBS, BLOB_A.digest().toByteArray(), value -> new byte[] {77});
        assertThat(blobs().has(BLOB_A.digest())).isTrue();
        assertCorrupt(() -> blobs().open(BLOB_A.digest()), "unknown kind 77");
    }

    @Test
    void aBlobRecordOfNoBytesIsCorrupt() throws CastoreException {
        blobs().put(BLOB_A.buffer());
        change(Table.BLOBS, BLOB_A.digest().toByteArray(), value -> new byte[0]);
        assertCorrupt(() -> blobs().open(BLOB_A.digest()), "unknown kind 0");
    }

    @Test
    void aDamagedRootIsCorrupt() throws CastoreException {
        roots().put(name("root"), new FileNode(BLOB_A.digest(), 2, false));
        change(Table.ROOTS, name("root").toByteArray(), value -> new byte[] {1, 2, 3});
        assertCorrupt(() -> roots().get(name("root")), "the node of the root 'root' is damaged");
        assertCorrupt(() -> roots().list(), "the node of the root 'root' is damaged");
    }
}
