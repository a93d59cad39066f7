package dev.vitrine.castore.local;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.Fixtures.BLOB_64K_AND_1;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static dev.vitrine.castore.blob.BlobServiceContract.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads of blobs whose bytes on disk, or those of their outboards, are no longer those that were written. */
final class VerifiedReadsTest extends WithLocalStore {
    private static final int GROUP = 16 << 10;

    VerifiedReadsTest() {
        super(LocalStoreOptions.DEFAULTS);
    }

    private Path file(Blob blob) {
        String hex = HexFormat.of().formatHex(blob.digest().toByteArray());
        return path().resolve("blobs")
                .resolve(hex.substring(0, 2))
                .resolve(hex.substring(2, 4))
                .resolve(hex);
    }

    private Path outboard(Blob blob) {
        return Path.of(file(blob) + ".obao4");
    }

    private static void flip(Path file, long position) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            channel.write(one.put(0, (byte) (one.get(0) ^ 0x10)).flip(), position);
        }
    }

    private byte[] part(Blob blob, int from, int length) throws CastoreException {
        ByteBuffer target = ByteBuffer.allocate(length);
        try (BlobReader reader = blobs().open(blob.digest()).orElseThrow()) {
            reader.read(from, target);
        }
        return Arrays.copyOf(target.array(), target.position());
    }

    /**
     * S23: Beside a blob of more than 16 KiB that is a file lies its outboard, HEX.obao4: the nodes of its tree of hashes over groups of 16
     * KiB, in pre-order and with nothing before them, as bao-tree and iroh have them.
     */
    @Test
    void anOutboardLiesBesideABlobFile() throws IOException {
        try (BlobBatch batch = blobs().batch()) {
            batch.put(BLOB_64K_AND_1.buffer());
            try (BlobWriter writer = batch.create()) {
                writer.write(BLOB_5M.buffer());
                writer.finish();
            }
            batch.commit();
        }
        assertThat(Blake3.digest(Files.readAllBytes(outboard(BLOB_64K_AND_1))).hex())
                .isEqualTo("3a31bdbf7d6c17ad784f245779163420ea1394ad5ccb770d64794aa7af206ed0");
        assertThat(Blake3.digest(Files.readAllBytes(outboard(BLOB_5M))).hex())
                .isEqualTo("1580f92ce39349c8b0a71d518d9d45ce4f6f0cbcb89bb645938d563995e5d4ff");
        assertThat(Files.getPosixFilePermissions(outboard(BLOB_5M)))
                .contains(PosixFilePermission.OWNER_READ)
                .doesNotContain(PosixFilePermission.OWNER_WRITE);
    }

    /**
     * S24: A read verifies the groups of 16 KiB that it touches, once in each process, so that a flipped bit in a blob is an error for who
     * reads its group, and for nobody else.
     */
    @Test
    void aFlippedBitIsAnErrorWhereItIs() throws IOException {
        blobs().put(BLOB_B.buffer());
        for (int place : List.of(0, GROUP - 1, GROUP, 40 * GROUP + 5, BLOB_B.size() - 1)) {
            flip(file(BLOB_B), place);
            reopen();
            assertThatExceptionOfType(Corrupt.class)
                    .isThrownBy(() -> part(BLOB_B, place, 1))
                    .withMessageContaining("has wrong bytes between " + place / GROUP * GROUP + " and ");
            assertThatExceptionOfType(Corrupt.class).isThrownBy(() -> read(blobs(), BLOB_B.digest()));
            int elsewhere = place < 2 * GROUP ? 2 * GROUP : GROUP;
            assertThat(part(BLOB_B, elsewhere, GROUP))
                    .isEqualTo(Arrays.copyOfRange(BLOB_B.toByteArray(), elsewhere, elsewhere + GROUP));
            flip(file(BLOB_B), place);
        }
    }

    /**
     * S25: A blob whose outboard is missing or damaged is hashed as a whole when it is first read, and has its outboard again if it is
     * right; if not, it is Corrupt wherever it is read.
     */
    @Test
    void anOutboardThatIsLostOrDamagedIsMadeAnew() throws IOException {
        blobs().put(BLOB_B.buffer());
        byte[] right = Files.readAllBytes(outboard(BLOB_B));
        for (int place = 0; place < right.length; place += 61) {
            flip(outboard(BLOB_B), place);
            assertThatItHeals(right);
        }
        Files.delete(outboard(BLOB_B));
        assertThatItHeals(right);
        Files.delete(outboard(BLOB_B));
        Files.write(outboard(BLOB_B), Arrays.copyOf(right, right.length - 1));
        assertThatItHeals(right);
    }

    private void assertThatItHeals(byte[] right) throws IOException {
        reopen();
        assertThat(part(BLOB_B, 777, 5)).isEqualTo(Arrays.copyOfRange(BLOB_B.toByteArray(), 777, 782));
        assertThat(outboard(BLOB_B)).hasBinaryContent(right);
    }

    @Test
    void aWrongBlobWithoutOutboardIsCorruptEverywhereAndGetsNone() throws IOException {
        blobs().put(BLOB_B.buffer());
        Files.delete(outboard(BLOB_B));
        flip(file(BLOB_B), BLOB_B.size() - 1);
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> part(BLOB_B, 0, 1))
                .withMessageContaining("has wrong bytes somewhere");
        assertThat(outboard(BLOB_B)).doesNotExist();
        try (Stream<Path> left = Files.walk(path().resolve("tmp"))) {
            assertThat(left.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void aBlobThatWasDeletedWhileItIsOpenGetsNoOutboard() throws IOException {
        blobs().put(BLOB_B.buffer());
        try (BlobReader reader = blobs().open(BLOB_B.digest()).orElseThrow()) {
            Files.delete(file(BLOB_B));
            Files.delete(outboard(BLOB_B));
            ByteBuffer target = ByteBuffer.allocate(BLOB_B.size());
            assertThat(reader.read(0, target)).isEqualTo(BLOB_B.size());
            assertThat(target.array()).isEqualTo(BLOB_B.toByteArray());
        }
        assertThat(outboard(BLOB_B)).doesNotExist();
    }

    /** S26: What is opened as it is stored is not verified: the bytes are those of the disk. */
    @Test
    void storedBlobsAreAsTheyAre() throws IOException {
        blobs().put(BLOB_100K.buffer());
        flip(file(BLOB_100K), 99_999);
        byte[] expected = BLOB_100K.toByteArray();
        expected[99_999] ^= 0x10;
        assertThat(read(storedBlobs(), BLOB_100K.digest())).isEqualTo(expected);
    }

    @Test
    void aDamagedOutboardIsToldOfAStoredBlob() throws IOException {
        blobs().put(BLOB_B.buffer());
        try (BlobReader reader = storedBlobs().open(BLOB_B.digest()).orElseThrow()) {
            reader.checkOutboard();
            flip(outboard(BLOB_B), 4000);
            assertThatExceptionOfType(Corrupt.class)
                    .isThrownBy(reader::checkOutboard)
                    .withMessageContaining("the outboard of blob");
            Files.delete(outboard(BLOB_B));
            reader.checkOutboard();
        }
    }

    @Test
    void interruptsDoNotKeepAnOutboardFromBeingRead() throws IOException {
        blobs().put(BLOB_B.buffer());
        try (BlobReader reader = blobs().open(BLOB_B.digest()).orElseThrow()) {
            Thread.currentThread().interrupt();
            assertThat(reader.read(0, ByteBuffer.allocate(2))).isEqualTo(2);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(part(BLOB_B, 0, 2)).containsExactly(0, 1);
    }
}
