package dev.vitrine.castore.grpc.client;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.Fixtures.BLOB_64K;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.grpc.client.BlobMessages.READ;
import static dev.vitrine.castore.grpc.client.BlobMessages.STAT;
import static dev.vitrine.castore.grpc.client.BlobMessages.chunk;
import static dev.vitrine.castore.grpc.client.BlobMessages.piece;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.Fixtures;
import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.proto.tvix.castore.v1.ReadBlobRequest;
import dev.vitrine.proto.tvix.castore.v1.StatBlobResponse;
import io.grpc.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs that are read from a server which is not as it should be. */
final class BlobFaultsTest extends WithScriptedServer {
    /** In bytes, of BLOB_5M. */
    private static final int HALF = 2_500_000;

    private byte[] read(Digest digest) throws CastoreException {
        try (BlobReader reader = store().blobs().open(digest).orElseThrow()) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(reader.size()));
            reader.read(0, all);
            return all.array();
        }
    }

    private void answerRead(byte[] bytes) {
        server().on(READ, (_, answer) -> {
            for (int at = 0; at < bytes.length; at += 1 << 20) {
                answer.send(piece(bytes, at, Math.min(bytes.length, at + (1 << 20))));
            }
            answer.end();
        });
        server().on(
                        STAT,
                        (_, answer) -> answer.send(StatBlobResponse.getDefaultInstance())
                                .end());
    }

    @Test
    void aShortBlobIsOneCall() throws CastoreException {
        answerRead(BLOB_100K.toByteArray());
        assertThat(read(BLOB_100K.digest())).isEqualTo(BLOB_100K.toByteArray());
        assertThat(server().calls()).containsExactly(READ);
    }

    /** G28: A blob of more than 1 MiB from a server lies in a file that has no name, and is gone with its reader. */
    @Test
    void aLongBlobLiesInAFileWithoutAName() throws Exception {
        answerRead(BLOB_5M.toByteArray());
        try (BlobReader reader = store().blobs().open(BLOB_5M.digest()).orElseThrow()) {
            assertThat(reader.size()).isEqualTo(BLOB_5M.size());
            assertThat(temporary).isEmptyDirectory();
            assertThat(mapped()).hasSize(1).allMatch(line -> line.endsWith("(deleted)"));
        }
        assertThat(mapped()).isEmpty();
    }

    private List<String> mapped() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(temporary.toString())).toList();
        }
    }

    @Test
    void theEmptyBlobIsNoCall() throws CastoreException {
        assertThat(store().blobs().has(Digest.EMPTY)).isTrue();
        assertThat(read(Digest.EMPTY)).isEmpty();
        assertThat(server().calls()).isEmpty();
    }

    /** G27: A blob from a server is compared with its digest before any of it is used: other bytes, too few and too many are errors. */
    @ParameterizedTest
    @ValueSource(ints = {12, 100_000, 5_000_003})
    void wrongBytesAreNeverRead(int length) {
        byte[] right = Fixtures.cycle(length);
        Digest digest = digest(length);
        byte[] wrong = right.clone();
        wrong[length / 2] ^= 1;
        answerRead(wrong);
        assertCorrupt(() -> store().blobs().open(digest));
        answerRead(Arrays.copyOf(right, length - 1));
        assertCorrupt(() -> store().blobs().open(digest));
        answerRead(Arrays.copyOf(right, length + 1));
        assertCorrupt(() -> store().blobs().open(digest));
        answerRead(new byte[0]);
        assertCorrupt(() -> store().blobs().open(digest));
    }

    private static Digest digest(int length) {
        return switch (length) {
            case 12 -> Fixtures.digest("46771fd4c72c26de414671d8c8634b327fd12ba240e3739e011b4e64bfbb898c");
            case 100_000 -> BLOB_100K.digest();
            default -> BLOB_5M.digest();
        };
    }

    @Test
    void aBlobThatIsLostByTheServerIsCorrupt() {
        server().on(READ, (_, answer) -> answer.end(Status.DATA_LOSS.withDescription("storage error")));
        assertCorrupt(() -> store().blobs().open(BLOB_A.digest()));
    }

    @Test
    void moreThanTheMostIsNotTaken() throws Exception {
        answerRead(BLOB_5M.toByteArray());
        try (RemoteStore bounded = open(options().withMaxBlob(3 << 20))) {
            assertCorrupt(() -> bounded.blobs().open(BLOB_5M.digest()));
        }
    }

    @Test
    void aBlobWithoutEndIsNotTaken() throws Exception {
        byte[] piece = piece(new byte[1 << 20]).toByteArray();
        server().on(READ, (_, answer) -> {
            while (!answer.isCancelled()) {
                answer.send(piece);
            }
        });
        server().on(
                        STAT,
                        (_, answer) -> answer.send(StatBlobResponse.getDefaultInstance())
                                .end());
        try (RemoteStore bounded = open(options().withMaxBlob(20 << 20))) {
            assertCorrupt(() -> bounded.blobs().open(BLOB_5M.digest()));
        }
    }

    @Test
    void anOversizedPieceIsNotTaken() {
        server().on(READ, (_, answer) -> answer.send(piece(new byte[17 << 20])).end());
        assertUnavailable(() -> store().blobs().open(BLOB_5M.digest()));
    }

    /** G34: A server that does not answer, or falls silent in the middle of an answer, is unavailable once `--store-deadline` is over, 20 seconds unless told. */
    @Test
    void silenceEndsACall() {
        server().on(STAT, (_, _) -> {});
        assertGivenUp(() -> store().blobs().has(BLOB_A.digest()));
        server().on(READ, (_, _) -> {});
        assertGivenUp(() -> store().blobs().open(BLOB_A.digest()));
        server().on(READ, (_, answer) -> answer.send(piece(BLOB_5M.toByteArray(), 0, 100)));
        assertGivenUp(() -> store().blobs().open(BLOB_5M.digest()));
    }

    @Test
    void aSlowBlobMayTakeLongerThanTheDeadline() throws CastoreException {
        byte[] all = BLOB_64K.toByteArray();
        server().on(READ, (_, answer) -> {
            for (int at = 0; at < all.length; at += 16_384) {
                Thread.sleep(PATIENCE.toMillis() / 3);
                answer.send(piece(all, at, at + 16_384));
            }
            answer.end();
        });
        assertThat(read(BLOB_64K.digest())).isEqualTo(all);
    }

    @Test
    void aConnectionThatBreaksInTheMiddleIsUnavailable() {
        server().on(READ, (_, answer) -> {
            answer.send(piece(BLOB_5M.toByteArray(), 0, 2_000_000));
            Thread.sleep(100);
            server().stop();
        });
        server().on(
                        STAT,
                        (_, answer) -> answer.send(StatBlobResponse.getDefaultInstance())
                                .end());
        assertUnavailable(() -> store().blobs().open(BLOB_5M.digest()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OK", "NOT_FOUND", "DATA_LOSS"})
    void anyOtherStatusInTheMiddleIsUnavailable(Status.Code code) {
        server().on(READ, (_, answer) -> {
            answer.send(piece(BLOB_100K.toByteArray(), 0, 1_000));
            answer.end(code.toStatus());
        });
        assertUnavailable(() -> store().blobs().open(BLOB_100K.digest()));
        assertThat(server().calls()).as("not tried again").containsExactly(READ);
    }

    /** G35: A read that could not reach the server is tried again, a few times within the deadline; what changes something never is. */
    @Test
    void whatHasDeliveredNothingIsTriedAgain() throws CastoreException {
        AtomicInteger failures = new AtomicInteger(2);
        server().on(READ, (_, answer) -> {
            if (failures.getAndDecrement() > 0) {
                answer.end(Status.UNAVAILABLE);
            } else {
                answer.send(piece(HELLOWORLD.toByteArray())).end();
            }
        });
        assertThat(read(HELLOWORLD.digest())).isEqualTo(HELLOWORLD.toByteArray());
        assertThat(server().count(READ)).isEqualTo(3);
    }

    @Test
    void itIsTriedThreeTimesAtMost() {
        server().on(READ, (_, answer) -> answer.end(Status.UNAVAILABLE));
        assertUnavailable(() -> store().blobs().open(HELLOWORLD.digest()));
        assertThat(server().count(READ)).isEqualTo(3);
    }

    @Test
    void garbageIsUnavailable() {
        server().on(
                        READ,
                        (_, answer) -> answer.send(new byte[] {(byte) 0xff, (byte) 0xff})
                                .end());
        assertUnavailable(() -> store().blobs().open(HELLOWORLD.digest()));
    }

    /** Answers with these chunks of a blob, which are there. */
    private void answerChunks(Blob blob, StatBlobResponse stat, Digest first, Digest second) {
        byte[] all = blob.toByteArray();
        server().on(STAT, (_, answer) -> answer.send(stat).end());
        server().on(READ, (question, answer) -> {
            Digest wanted = Digest.of(
                    ReadBlobRequest.parseFrom(question.getFirst()).getDigest().toByteArray());
            if (wanted.equals(blob.digest())) {
                answer.send(piece(all, 0, (1 << 20) + 1));
                while (!answer.isCancelled()) {
                    Thread.sleep(5);
                }
            } else if (wanted.equals(first)) {
                answer.send(piece(all, 0, HALF)).end();
            } else if (wanted.equals(second)) {
                answer.send(piece(all, HALF, all.length)).end();
            } else {
                answer.end(Status.NOT_FOUND);
            }
        });
    }

    private static final Digest FIRST_HALF =
            Fixtures.digest("de745a21d364e3425465fcff9c0d2862d2f4e459a83c38dddbe093eeb5fc39ed");
    private static final Digest SECOND_HALF =
            Fixtures.digest("4c4e7dc1faa40a340b25524e70f33ffbdf7636ee4a2fdf32cc49d5a23e3f0b54");

    private static StatBlobResponse stat(StatBlobResponse.ChunkMeta... chunks) {
        return StatBlobResponse.newBuilder().addAllChunks(Arrays.asList(chunks)).build();
    }

    /** G29: A blob of more than 1 MiB that a server stores in chunks is fetched chunk by chunk; each is compared with its own digest, and the whole with that of the blob. */
    @Test
    void aChunkedBlobIsFetchedChunkByChunk() throws CastoreException {
        answerChunks(
                BLOB_5M,
                stat(chunk(FIRST_HALF, HALF), chunk(SECOND_HALF, BLOB_5M.size() - HALF)),
                FIRST_HALF,
                SECOND_HALF);
        assertThat(read(BLOB_5M.digest())).isEqualTo(BLOB_5M.toByteArray());
        assertThat(server().calls()).containsExactly(READ, STAT, READ, READ);
    }

    @Test
    void chunksInTheWrongOrderAreNoBlob() {
        answerChunks(
                BLOB_5M,
                stat(chunk(SECOND_HALF, BLOB_5M.size() - HALF), chunk(FIRST_HALF, HALF)),
                FIRST_HALF,
                SECOND_HALF);
        assertThat(assertCorrupt(() -> store().blobs().open(BLOB_5M.digest()))).hasMessageContaining("blob");
    }

    @Test
    void aChunkOfOtherBytesIsCorrupt() {
        answerChunks(BLOB_5M, stat(chunk(SECOND_HALF, HALF), chunk(FIRST_HALF, HALF)), SECOND_HALF, FIRST_HALF);
        assertThat(assertCorrupt(() -> store().blobs().open(BLOB_5M.digest()))).hasMessageContaining("chunk");
    }

    @Test
    void aChunkThatIsMissingIsCorrupt() {
        answerChunks(BLOB_5M, stat(chunk(FIRST_HALF, HALF), chunk(BLOB_A.digest(), 2)), FIRST_HALF, SECOND_HALF);
        assertThat(assertCorrupt(() -> store().blobs().open(BLOB_5M.digest()))).hasMessageContaining("not there");
    }

    @Test
    void aChunkThatIsLongerThanItIsSaidToBeIsCorrupt() {
        answerChunks(BLOB_5M, stat(chunk(FIRST_HALF, HALF - 1), chunk(SECOND_HALF, HALF)), FIRST_HALF, SECOND_HALF);
        assertThat(assertCorrupt(() -> store().blobs().open(BLOB_5M.digest()))).hasMessageContaining("more than");
    }

    @Test
    void impossibleChunksAreCorrupt() {
        StatBlobResponse.ChunkMeta fine = chunk(FIRST_HALF, HALF);
        StatBlobResponse.ChunkMeta noDigest =
                StatBlobResponse.ChunkMeta.newBuilder().setSize(5).build();
        for (StatBlobResponse stat : new StatBlobResponse[] {
            stat(fine, chunk(SECOND_HALF, -1)),
            stat(chunk(FIRST_HALF, Long.MAX_VALUE), chunk(SECOND_HALF, Long.MAX_VALUE)),
            stat(fine, noDigest)
        }) {
            answerChunks(BLOB_5M, stat, FIRST_HALF, SECOND_HALF);
            assertCorrupt(() -> store().blobs().open(BLOB_5M.digest()));
        }
    }
}
