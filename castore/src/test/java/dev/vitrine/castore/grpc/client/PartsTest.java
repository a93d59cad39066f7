package dev.vitrine.castore.grpc.client;

import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.grpc.client.BlobMessages.READ;
import static dev.vitrine.castore.grpc.client.BlobMessages.STAT;
import static dev.vitrine.castore.grpc.client.BlobMessages.piece;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.proto.tvix.castore.v1.StatBlobResponse;
import dev.vitrine.proto.vitrine.castore.v1.ReadBlobRangeRequest;
import dev.vitrine.proto.vitrine.castore.v1.StatBlobRangesResponse;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs that stay with their server, which is not always as it should be. */
final class PartsTest extends WithScriptedServer {
    private static final String STAT_RANGES = "vitrine.castore.v1.BlobRangeService/Stat";
    private static final String READ_RANGE = "vitrine.castore.v1.BlobRangeService/Read";
    private static final String READ_OUTBOARD = "vitrine.castore.v1.BlobRangeService/ReadOutboard";

    @TempDir
    private Path elsewhere;

    private byte[] blob = {};
    private byte[] outboard = {};
    private RemoteStore byParts;

    @BeforeEach
    void answerAll() throws Exception {
        blob = BLOB_5M.toByteArray();
        outboard = outboardOfBlob();
        byParts = open(options().withParts(true));
        server().on(READ, (_, answer) -> {
            for (int at = 0; at < blob.length; at += 1 << 20) {
                answer.send(piece(blob, at, Math.min(blob.length, at + (1 << 20))));
            }
            answer.end();
        });
        server().on(
                        STAT,
                        (_, answer) -> answer.send(StatBlobResponse.getDefaultInstance())
                                .end());
        server().on(
                        STAT_RANGES,
                        (_, answer) -> answer.send(StatBlobRangesResponse.newBuilder()
                                        .setSize(blob.length)
                                        .setHasOutboard(true)
                                        .build())
                                .end());
        server().on(
                        READ_RANGE,
                        (question, answer) ->
                                answer.send(part(blob, question.getFirst())).end());
        server().on(
                        READ_OUTBOARD,
                        (question, answer) ->
                                answer.send(part(outboard, question.getFirst())).end());
    }

    @AfterEach
    void closeStore() {
        byParts.close();
    }

    private byte[] outboardOfBlob() throws CastoreException {
        try (LocalStore store = LocalStore.create(elsewhere.resolve("store"))) {
            store.blobs().put(BLOB_5M.buffer());
            try (BlobReader reader = store.blobs().open(BLOB_5M.digest()).orElseThrow()) {
                ByteBuffer all = ByteBuffer.allocate(1 << 20);
                reader.readOutboard(0, all);
                return Arrays.copyOf(all.array(), all.position());
            }
        }
    }

    private static com.google.protobuf.MessageLite part(byte[] all, byte[] question) {
        try {
            ReadBlobRangeRequest asked = ReadBlobRangeRequest.parseFrom(question);
            int from = (int) Math.min(all.length, asked.getPosition());
            return piece(all, from, (int) Math.min(all.length, from + asked.getLength()));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] read(int position, int length) throws CastoreException {
        try (BlobReader reader = byParts.blobs().open(BLOB_5M.digest()).orElseThrow()) {
            ByteBuffer target = ByteBuffer.allocate(length);
            reader.read(position, target);
            return Arrays.copyOf(target.array(), target.position());
        }
    }

    private byte[] expected(int position, int length) {
        return Arrays.copyOfRange(BLOB_5M.toByteArray(), position, position + length);
    }

    /** G61: Another Vitrine gives parts of a blob of more than 1 MiB, and what verifies them: a part is compared with the digest of the whole before it is used. */
    @Test
    void aPartIsVerifiedByItself() throws Exception {
        assertThat(read(3_000_000, 100_000)).isEqualTo(expected(3_000_000, 100_000));
        assertThat(server().calls()).contains(READ_RANGE, READ_OUTBOARD);
        blob[3_000_000] ^= 1;
        byParts.close();
        byParts = open(options().withParts(true));
        assertThat(read(1_000_000, 100_000)).isEqualTo(expected(1_000_000, 100_000));
        assertCorrupt(() -> read(3_000_000, 1));
    }

    @Test
    void aPartThatIsTooShortOrTooLongIsCorrupt() {
        server().on(
                        READ_RANGE,
                        (_, answer) -> answer.send(piece(new byte[] {1})).end());
        assertCorrupt(() -> read(3_000_000, 100_000));
        server().on(
                        READ_RANGE,
                        (_, answer) -> answer.send(piece(new byte[5_000_000])).end());
        assertCorrupt(() -> read(3_000_000, 100_000));
    }

    @Test
    void aDamagedOutboardCostsTimeAndNoWrongByte() throws Exception {
        outboard[70] ^= 1;
        assertThat(read(3_000_000, 100_000)).isEqualTo(expected(3_000_000, 100_000));
    }

    @Test
    void aServerThatStallsInAPartIsUnavailable() {
        server().on(READ_RANGE, (_, _) -> {});
        assertGivenUp(() -> read(3_000_000, 100_000));
    }

    @Test
    void aServerWithoutThatServiceIsAskedForTheWhole() throws Exception {
        server().on(STAT_RANGES, (_, answer) -> answer.end(Status.UNIMPLEMENTED));
        assertThat(read(3_000_000, 100_000)).isEqualTo(expected(3_000_000, 100_000));
        assertThat(read(3_000_000, 100_000)).isEqualTo(expected(3_000_000, 100_000));
        assertThat(server().count(STAT_RANGES)).isOne();
    }

    @Test
    void whoDoesNotWantPartsGetsTheWhole() throws Exception {
        try (BlobReader reader = store().blobs().open(BLOB_5M.digest()).orElseThrow()) {
            assertThat(reader.size()).isEqualTo(BLOB_5M.size());
        }
        assertThat(server().calls()).doesNotContain(STAT_RANGES).containsAnyElementsOf(List.of(READ));
    }
}
