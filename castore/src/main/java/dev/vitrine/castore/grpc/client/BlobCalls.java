package dev.vitrine.castore.grpc.client;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.proto.tvix.castore.v1.PutBlobResponse;
import dev.vitrine.proto.tvix.castore.v1.ReadBlobRequest;
import dev.vitrine.proto.tvix.castore.v1.StatBlobRequest;
import dev.vitrine.proto.tvix.castore.v1.StatBlobResponse;
import io.grpc.Status;
import io.grpc.StatusException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The calls of a BlobService, in the dialect of the server. Nothing is verified here. Thread-safe. */
final class BlobCalls {
    /** How many pieces of a blob may wait here: many, since some servers send small ones. */
    private static final int WINDOW = 8;

    /** The longest piece of a blob that is taken, in bytes. */
    private static final int MAX_PIECE = 16 << 20;

    private static final StatBlobRequest HARMLESS =
            StatBlobRequest.newBuilder().setDigest(bytes(Digest.EMPTY)).build();

    private final Connection connection;
    private final DialectChoice dialect;

    BlobCalls(Connection connection) {
        this.connection = connection;
        this.dialect = new DialectChoice(connection);
    }

    private static ByteString bytes(Digest digest) {
        return ByteString.copyFrom(digest.toByteArray());
    }

    /** What the server knows of the blob; empty if it has none. */
    Optional<StatBlobResponse> stat(Digest digest) throws CastoreException {
        StatBlobRequest question = StatBlobRequest.newBuilder()
                .setDigest(bytes(digest))
                .setSendChunks(true)
                .build();
        try {
            return Optional.of(connection
                    .attempts()
                    .of(() -> dialect.ask(spoken -> connection.ask(spoken.statBlob(), question))));
        } catch (StatusException e) {
            return absentOr("say what it has of blob " + digest, e);
        }
    }

    /** The bytes of the blob, which begin to come; empty if the server has none. The caller closes the stream. */
    Optional<Incoming<ByteBuffer>> read(Digest digest) throws CastoreException {
        ReadBlobRequest question =
                ReadBlobRequest.newBuilder().setDigest(bytes(digest)).build();
        try {
            return Optional.of(connection
                    .attempts()
                    .of(() ->
                            dialect.ask(spoken -> connection.stream(spoken.readBlob(), question, WINDOW, MAX_PIECE))));
        } catch (StatusException e) {
            return absentOr("give blob " + digest, e);
        }
    }

    private <T> Optional<T> absentOr(String action, StatusException e) throws CastoreException {
        if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
            return Optional.empty();
        }
        throw connection.failure(action, e);
    }

    /** Starts to send a blob. The caller closes the stream. */
    Outgoing<ByteBuffer, PutBlobResponse> put() throws CastoreException {
        try {
            return connection.send(dialect.find(spoken -> connection.ask(spoken.statBlob(), HARMLESS))
                    .putBlob());
        } catch (StatusException e) {
            throw connection.failure("take a blob", e);
        }
    }

    CastoreException failure(String action, StatusException e) {
        return connection.failure(action, e);
    }
}
