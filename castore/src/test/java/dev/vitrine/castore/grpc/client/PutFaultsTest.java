package dev.vitrine.castore.grpc.client;

import static dev.vitrine.castore.Fixtures.BLOB_100K;
import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static dev.vitrine.castore.grpc.client.BlobMessages.PUT;
import static dev.vitrine.castore.grpc.client.BlobMessages.STAT;
import static dev.vitrine.castore.grpc.client.BlobMessages.arrived;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.proto.tvix.castore.v1.BlobChunk;
import dev.vitrine.proto.tvix.castore.v1.StatBlobResponse;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blobs that are sent to a server which is not as it should be. */
final class PutFaultsTest extends WithScriptedServer {
    @BeforeEach
    void hasNothing() {
        server().on(STAT, (_, answer) -> answer.end(Status.NOT_FOUND));
    }

    private static byte[] bytes(List<byte[]> question) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] message : question) {
            all.writeBytes(BlobChunk.parseFrom(message).getData().toByteArray());
        }
        return all.toByteArray();
    }

    /** G33: What a server has is not sent to it. */
    @Test
    void whatIsThereIsNotSent() throws CastoreException {
        server().on(
                        STAT,
                        (_, answer) -> answer.send(StatBlobResponse.getDefaultInstance())
                                .end());
        assertThat(store().blobs().put(HELLOWORLD.buffer())).isEqualTo(HELLOWORLD.digest());
        assertThat(server().count(PUT)).isZero();
    }

    /** G32: A blob is sent as it is written and is never in memory as a whole, and the digest that the server answers has to be ours. */
    @Test
    void aLongBlobIsSentWhileItIsWritten() throws Exception {
        AtomicLong arrivedEarly = new AtomicLong();
        server().onFirst(PUT, (question, _) -> arrivedEarly.set(question.getFirst().length));
        try (BlobBatch batch = store().blobs().batch();
                BlobWriter writer = batch.create()) {
            writer.write(ByteBuffer.allocate((1 << 20) + (300 << 10)));
            for (int i = 0; i < 200 && arrivedEarly.get() == 0; i++) {
                Thread.sleep(10);
            }
        }
        assertThat(arrivedEarly.get()).isBetween(1L, 1L << 20);
    }

    @Test
    void allOfItArrives() throws CastoreException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        server().on(PUT, (question, answer) -> {
            all.writeBytes(bytes(question));
            answer.send(arrived(BLOB_5M.digest())).end();
        });
        assertThat(store().blobs().put(BLOB_5M.buffer())).isEqualTo(BLOB_5M.digest());
        assertThat(all.toByteArray()).isEqualTo(BLOB_5M.toByteArray());
    }

    /** Less than a piece, more than one, and just one, after each other. */
    @Test
    void itArrivesInOrderHoweverItIsWritten() throws CastoreException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        server().on(PUT, (question, answer) -> {
            all.writeBytes(bytes(question));
            answer.send(arrived(BLOB_5M.digest())).end();
        });
        int[] lengths = {1, 2 << 20, 256 << 10, 100, 256 << 10, (256 << 10) - 101, 256 << 10, 300 << 10};
        try (BlobBatch batch = store().blobs().batch();
                BlobWriter writer = batch.create()) {
            ByteBuffer left = BLOB_5M.buffer();
            for (int length : lengths) {
                writer.write(left.slice(left.position(), length));
                left.position(left.position() + length);
            }
            writer.write(left);
            assertThat(writer.finish()).isEqualTo(BLOB_5M.digest());
        }
        assertThat(all.toByteArray()).isEqualTo(BLOB_5M.toByteArray());
    }

    @Test
    void anotherDigestThanOursIsCorrupt() {
        server().on(PUT, (_, answer) -> answer.send(arrived(BLOB_A.digest())).end());
        assertCorrupt(() -> store().blobs().put(HELLOWORLD.buffer()));
        assertCorrupt(() -> store().blobs().put(BLOB_5M.buffer()));
    }

    @Test
    void noAnswerIsUnavailable() {
        server().on(PUT, (_, answer) -> answer.end());
        assertUnavailable(() -> store().blobs().put(HELLOWORLD.buffer()));
    }

    @Test
    void anAnswerBeforeTheEndIsUnavailable() {
        server().onFirst(
                        PUT,
                        (_, answer) -> answer.send(arrived(BLOB_5M.digest())).end());
        assertUnavailable(() -> store().blobs().put(BLOB_5M.buffer()));
    }

    @Test
    void aPutIsNeverTriedAgain() {
        server().on(PUT, (_, answer) -> answer.end(Status.UNAVAILABLE));
        assertUnavailable(() -> store().blobs().put(HELLOWORLD.buffer()));
        assertThat(server().count(PUT)).isEqualTo(1);
    }

    @Test
    void aServerThatTakesNothingMoreIsGivenUp() {
        server().onFirst(PUT, (_, _) -> {});
        assertGivenUp(() -> {
            try (BlobBatch batch = store().blobs().batch();
                    BlobWriter writer = batch.create()) {
                for (int i = 0; i < 100; i++) {
                    writer.write(ByteBuffer.allocate(1 << 20));
                }
            }
        });
    }

    @Test
    void aConnectionThatBreaksIsUnavailable() {
        server().onFirst(PUT, (_, _) -> server().stop());
        assertUnavailable(() -> store().blobs().put(BLOB_5M.buffer()));
    }

    @Test
    void aRefusalSaysWhy() {
        server().onFirst(PUT, (_, answer) -> answer.end(Status.PERMISSION_DENIED.withDescription("read only")));
        assertThat(assertUnavailable(() -> store().blobs().put(BLOB_5M.buffer())))
                .hasMessageContaining("read only");
    }

    @Test
    void aBatchThatLostABlobAcknowledgesNothing() throws CastoreException {
        server().on(PUT, (question, answer) -> {
            if (bytes(question).length == HELLOWORLD.size()) {
                answer.end(Status.RESOURCE_EXHAUSTED);
            } else {
                answer.send(arrived(BLOB_100K.digest())).end();
            }
        });
        try (BlobBatch batch = store().blobs().batch()) {
            batch.put(HELLOWORLD.buffer());
            assertUnavailable(batch::commit);
            assertUnavailable(() -> batch.put(BLOB_100K.buffer()));
            assertUnavailable(batch::commit);
        }
    }
}
