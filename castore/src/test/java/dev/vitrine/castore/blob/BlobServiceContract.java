package dev.vitrine.castore.blob;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.Fixtures.BLOB_64K;
import static dev.vitrine.castore.Fixtures.BLOB_64K_AND_1;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static dev.vitrine.castore.Fixtures.DUMMY_DIGEST;
import static dev.vitrine.castore.Fixtures.EMPTY_BLOB;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every blob service does: has, put and open. {@link BlobReaderContract} and {@link BlobBatchContract} hold the rest. */
public interface BlobServiceContract {
    /** The service under test: a new one for each test, without blobs. */
    BlobService blobs();

    /** All the bytes of a blob that is there. */
    static byte[] read(BlobService blobs, Digest digest) throws CastoreException {
        try (BlobReader reader = blobs.open(digest).orElseThrow()) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(reader.size()));
            reader.read(0, all);
            return all.array();
        }
    }

    @Test
    default void anUnknownBlobIsNotThere() throws CastoreException {
        assertThat(blobs().has(DUMMY_DIGEST)).isFalse();
    }

    @Test
    default void openOfAnUnknownBlobIsEmpty() throws CastoreException {
        assertThat(blobs().open(DUMMY_DIGEST)).isEmpty();
    }

    /** S1: The empty blob is always there, whether or not it was ever written. */
    @Test
    default void theEmptyBlobIsThereWithoutBeingWritten() throws CastoreException {
        assertThat(blobs().has(Digest.EMPTY)).isTrue();
        assertThat(read(blobs(), Digest.EMPTY)).isEmpty();
    }

    @Test
    default void theEmptyBlobCanBeWritten() throws CastoreException {
        assertThat(blobs().put(EMPTY_BLOB.buffer())).isEqualTo(EMPTY_BLOB.digest());
        assertThat(read(blobs(), Digest.EMPTY)).isEmpty();
    }

    @Test
    default void putSaysTheDigest() throws CastoreException {
        for (Blob blob : List.of(HELLOWORLD, BLOB_A, BLOB_B, BLOB_64K, BLOB_64K_AND_1, BLOB_100K, BLOB_5M)) {
            assertThat(blobs().put(blob.buffer())).isEqualTo(blob.digest());
        }
    }

    @Test
    default void whatWasPutIsThere() throws CastoreException {
        for (Blob blob : List.of(HELLOWORLD, BLOB_A, BLOB_B, BLOB_64K, BLOB_64K_AND_1, BLOB_100K, BLOB_5M)) {
            blobs().put(blob.buffer());
            assertThat(blobs().has(blob.digest())).isTrue();
        }
    }

    @Test
    default void whatWasPutIsReadBack() throws CastoreException {
        for (Blob blob : List.of(HELLOWORLD, BLOB_A, BLOB_B, BLOB_64K, BLOB_64K_AND_1, BLOB_100K, BLOB_5M)) {
            blobs().put(blob.buffer());
            assertThat(read(blobs(), blob.digest())).isEqualTo(blob.toByteArray());
        }
    }

    @Test
    default void puttingTwiceIsPuttingOnce() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            assertThat(blobs().put(blob.buffer())).isEqualTo(blobs().put(blob.buffer()));
            assertThat(read(blobs(), blob.digest())).isEqualTo(blob.toByteArray());
        }
    }

    @Test
    default void putTakesWhatRemainsInTheBuffer() throws CastoreException {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 0, 1, 9}, 1, 2);
        assertThat(blobs().put(buffer)).isEqualTo(BLOB_A.digest());
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @Test
    default void putTakesDirectBuffers() throws CastoreException {
        for (Blob blob : List.of(BLOB_A, BLOB_B)) {
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(blob.size()).put(blob.buffer()).flip();
            assertThat(blobs().put(direct)).isEqualTo(blob.digest());
            assertThat(read(blobs(), blob.digest())).isEqualTo(blob.toByteArray());
        }
    }

    @Test
    default void theBufferBelongsToTheCallerAgainAfterPut() throws CastoreException {
        byte[] bytes = BLOB_A.toByteArray();
        blobs().put(ByteBuffer.wrap(bytes));
        bytes[0] = 42;
        assertThat(read(blobs(), BLOB_A.digest())).isEqualTo(BLOB_A.toByteArray());
    }
}
