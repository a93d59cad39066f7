package dev.vitrine.castore.grpc.server;

import static dev.vitrine.castore.Fixtures.BLOB_5M;
import static dev.vitrine.castore.Fixtures.BLOB_A;
import static dev.vitrine.castore.Fixtures.BLOB_B;
import static dev.vitrine.castore.Fixtures.HELLOWORLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vitrine.castore.Fixtures.Blob;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.proto.tvix.castore.v1.BlobChunk;
import io.grpc.Status.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * BlobService, in bytes.
 *
 * <p>G1: BlobService and DirectoryService are answered under the names `tvix.castore.v1` and `snix.castore.v1` alike, over TCP and over
 * unix sockets, and the bytes of the messages are the same.
 */
@ParameterizedClass
@MethodSource("dev.vitrine.castore.grpc.server.Way#all")
final class BlobCallsTest extends WithServer {
    private static final String HELLO_DIGEST = "5ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c";
    private static final String BLOB_A_DIGEST = "7b7015bb92cf0b318037702a6cdd81dee41224f734684c2c122cd6359cb1ee63";
    private static final String EMPTY_DIGEST = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";

    BlobCallsTest(Way way) {
        super(way);
    }

    private String stat(String request) {
        return client().ask(method("BlobService/Stat"), request);
    }

    private List<String> read(String request) {
        return client().receive(method("BlobService/Read"), request);
    }

    private String put(String... chunks) {
        return client().send(method("BlobService/Put"), chunks);
    }

    private byte[] contents(Blob blob) throws InvalidProtocolBufferException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] message : client().receive(method("BlobService/Read"), request(blob))) {
            all.writeBytes(BlobChunk.parseFrom(message).getData().toByteArray());
        }
        return all.toByteArray();
    }

    private static byte[] request(Blob blob) {
        return WireClient.bytes("0a20" + blob.digest().hex());
    }

    private static byte[] chunk(byte[] bytes) {
        return BlobChunk.newBuilder()
                .setData(ByteString.copyFrom(bytes))
                .build()
                .toByteArray();
    }

    @Test
    void whatIsPutIsThere() throws CastoreException {
        assertThat(put("0a0c48656c6c6f20576f726c6421")).isEqualTo("0a20" + HELLO_DIGEST);
        assertThat(read("0a20" + HELLO_DIGEST)).containsExactly("0a0c48656c6c6f20576f726c6421");
        assertThat(stat("0a20" + HELLO_DIGEST)).isEmpty();
        assertThat(store().blobs().has(HELLOWORLD.digest())).isTrue();
    }

    @Test
    void chunksAreJoined() {
        assertThat(put("0a0100", "", "0a00", "0a0101")).isEqualTo("0a20" + BLOB_A_DIGEST);
        assertThat(read("0a20" + BLOB_A_DIGEST)).containsExactly("0a020001");
    }

    /** Not only digests of a wrong length, but what is no message at all. */
    @ParameterizedTest
    @ValueSource(strings = {"ff", "0a20", "0a205c"})
    void whatIsNoMessageIsRefused(String request) {
        assertThat(WireClient.code(() -> stat(request))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(WireClient.code(() -> read(request))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(WireClient.code(() -> put(request))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(put("0a0100")).as("afterwards").startsWith("0a20");
        Serving.await("no call is left", () -> serving().server().callsUnderWay() == 0);
    }

    /** A blob is known as one chunk, whatever a client asks for. */
    @Test
    void statMayAskForChunksAndForBao() throws CastoreException {
        store().blobs().put(BLOB_B.buffer());
        assertThat(stat("0a20" + BLOB_B.digest().hex() + "10011801")).isEmpty();
    }

    /** G2: Stat and Read of a blob that is not there are answered with NOT_FOUND; the empty blob is always there. */
    @Test
    void anUnknownBlobIsNotFoundButTheEmptyOneIsThere() {
        assertThat(WireClient.code(() -> stat("0a20" + BLOB_A_DIGEST))).isEqualTo(Code.NOT_FOUND);
        assertThat(WireClient.code(() -> read("0a20" + BLOB_A_DIGEST))).isEqualTo(Code.NOT_FOUND);
        assertThat(stat("0a20" + EMPTY_DIGEST)).isEmpty();
        assertThat(read("0a20" + EMPTY_DIGEST)).isEmpty();
        assertThat(put()).isEqualTo("0a20" + EMPTY_DIGEST);
    }

    /** G3: A digest of more or fewer than 32 bytes, or none, is INVALID_ARGUMENT, in every call. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0a00",
                "0a0100",
                "0a1f5ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b347",
                "0a215ca7815adcb484e9a136c11efe69c1d530176d549b5d18d038eb5280b4b3470c00"
            })
    void aDigestHas32Bytes(String request) {
        assertThat(WireClient.refused(() -> stat(request)).getDescription()).contains("invalid digest length");
        assertThat(WireClient.code(() -> stat(request))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(WireClient.code(() -> read(request))).isEqualTo(Code.INVALID_ARGUMENT);
        if (!request.isEmpty()) {
            assertThat(WireClient.code(() -> client().receive(method("DirectoryService/Get"), request)))
                    .isEqualTo(Code.INVALID_ARGUMENT);
        }
    }

    /** G4: Read sends a blob in chunks of 256 KiB, or down to 64 KiB while so many calls go on that a quarter of the heap does not suffice for two of each; Put takes chunks of any size that a message may have. */
    @Test
    void bigBlobsGoInChunks() throws IOException {
        byte[] bytes = BLOB_5M.toByteArray();
        byte[] answer = client().send(
                        method("BlobService/Put"),
                        chunk(Arrays.copyOf(bytes, 1)),
                        chunk(Arrays.copyOfRange(bytes, 1, 4_500_000)),
                        chunk(Arrays.copyOfRange(bytes, 4_500_000, bytes.length)));
        assertThat(WireClient.hex(answer)).isEqualTo("0a20" + BLOB_5M.digest().hex());
        assertThat(contents(BLOB_5M)).isEqualTo(bytes);
        List<byte[]> chunks = client().receive(method("BlobService/Read"), request(BLOB_5M));
        assertThat(chunks).hasSize(20);
        assertThat(chunks.subList(0, 19))
                .allSatisfy(one ->
                        assertThat(BlobChunk.parseFrom(one).getData().size()).isEqualTo(262_144));
    }

    /** G9: What the store has lost or damaged is DATA_LOSS, and no wrong byte is sent; a store that fails is UNAVAILABLE. */
    @Test
    void aDamagedBlobIsDataLoss() throws IOException {
        store().blobs().put(BLOB_5M.buffer());
        flipByte(4_000_000);
        assertThat(WireClient.code(() -> contents(BLOB_5M))).isEqualTo(Code.DATA_LOSS);
        assertThat(serving().server().failures()).isEqualTo(1);
    }

    private void flipByte(long position) throws IOException {
        Path file;
        try (Stream<Path> files = Files.walk(temporary.resolve("store/blobs"))) {
            file = files.filter(Files::isRegularFile)
                    .filter(one -> one.getFileName().toString().length() == 64)
                    .findFirst()
                    .orElseThrow();
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {-1}), position);
        }
    }

    @Test
    void aStoreThatIsClosedIsUnavailable() throws CastoreException {
        store().close();
        assertThat(WireClient.code(() -> stat("0a20" + BLOB_A_DIGEST))).isEqualTo(Code.UNAVAILABLE);
        assertThat(WireClient.code(() -> put("0a0100"))).isEqualTo(Code.UNAVAILABLE);
    }

    /** G5 again. */
    @Test
    void whatWasPutSurvivesTheStore() throws CastoreException {
        put("0a020001");
        store().close();
        try (LocalStore again = LocalStore.open(temporary.resolve("store"))) {
            assertThat(again.blobs().has(BLOB_A.digest())).isTrue();
        }
    }
}
