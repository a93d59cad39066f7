package dev.vitrine.castore.grpc.client;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.nix.OutputHash;
import dev.vitrine.proto.tvix.store.v1.GetPathInfoRequest;
import dev.vitrine.proto.tvix.store.v1.ListPathInfoRequest;
import dev.vitrine.proto.tvix.store.v1.PathInfo;
import io.grpc.StatusException;

/** The calls of a PathInfoService, in the dialect of the server. Thread-safe. */
final class PathInfoCalls {
    private static final int WINDOW = 16;

    /** The longest PathInfo in bytes: some reference thousands of others, with some 100 bytes for each. */
    private static final int MAX_INFO = 4 << 20;

    private final Connection connection;
    private final DialectChoice dialect;

    PathInfoCalls(Connection connection) {
        this.connection = connection;
        this.dialect = new DialectChoice(connection);
    }

    PathInfo get(OutputHash hash) throws StatusException {
        GetPathInfoRequest question = GetPathInfoRequest.newBuilder()
                .setByOutputHash(ByteString.copyFrom(hash.octets().toByteArray()))
                .build();
        return connection.attempts().of(() -> dialect.ask(spoken -> connection.ask(spoken.getPathInfo(), question)));
    }

    /** All that there is, which begins to come. The caller closes the stream. */
    Incoming<PathInfo> list() throws StatusException {
        return connection
                .attempts()
                .of(() -> dialect.ask(spoken -> connection.stream(
                        spoken.listPathInfos(), ListPathInfoRequest.getDefaultInstance(), WINDOW, MAX_INFO)));
    }

    /** Never tried again but in the other dialect: the first attempt may have worked, and another may have been put since. */
    PathInfo put(PathInfo info) throws StatusException {
        return dialect.ask(spoken -> connection.ask(spoken.putPathInfo(), info));
    }

    CastoreException failure(String action, StatusException e) {
        return connection.failure(action, e);
    }
}
