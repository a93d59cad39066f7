package dev.vitrine.castore.grpc.client;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.proto.tvix.castore.v1.GetDirectoryRequest;
import dev.vitrine.proto.tvix.castore.v1.PutDirectoryResponse;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Optional;

/** The calls of a DirectoryService, in the dialect of the server. Nothing is verified here. Thread-safe. */
final class DirectoryCalls {
    /** How many directories may wait here: few, since one may be long. */
    private static final int WINDOW = 4;

    private final Connection connection;
    private final DialectChoice dialect;

    DirectoryCalls(Connection connection) {
        this.connection = connection;
        this.dialect = new DialectChoice(connection);
    }

    private static GetDirectoryRequest question(Digest digest, boolean isRecursive) {
        return GetDirectoryRequest.newBuilder()
                .setDigest(ByteString.copyFrom(digest.toByteArray()))
                .setRecursive(isRecursive)
                .build();
    }

    /**
     * The encoding of a directory, and with {@code isRecursive} those of all below it, which begin to come; empty if the server has none.
     * The caller closes the stream.
     */
    Optional<Incoming<byte[]>> get(Digest digest, boolean isRecursive) throws CastoreException {
        try {
            return Optional.of(connection
                    .attempts()
                    .of(() -> dialect.ask(spoken -> connection.stream(
                            spoken.getDirectory(), question(digest, isRecursive), WINDOW, Channels.MAX_MESSAGE))));
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw connection.failure("give directory " + digest, e);
        }
    }

    /** Starts to send a closure. The caller closes the stream. */
    Outgoing<byte[], PutDirectoryResponse> put() throws CastoreException {
        try {
            return connection.send(dialect.find(spoken -> {
                        try (Incoming<byte[]> _ = connection.stream(
                                spoken.getDirectory(), question(Digest.EMPTY, false), 1, Channels.MAX_MESSAGE)) {
                            return spoken;
                        }
                    })
                    .putDirectory());
        } catch (StatusException e) {
            throw connection.failure("take directories", e);
        }
    }

    CastoreException failure(String action, StatusException e) {
        return connection.failure(action, e);
    }
}
