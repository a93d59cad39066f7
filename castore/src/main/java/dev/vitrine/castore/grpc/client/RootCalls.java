package dev.vitrine.castore.grpc.client;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.proto.vitrine.castore.v1.GetRootRequest;
import dev.vitrine.proto.vitrine.castore.v1.ListRootsRequest;
import dev.vitrine.proto.vitrine.castore.v1.RemoveRootRequest;
import dev.vitrine.proto.vitrine.castore.v1.Root;
import dev.vitrine.proto.vitrine.castore.v1.RootServiceGrpc;
import dev.vitrine.proto.vitrine.castore.v1.RootsRevisionRequest;
import io.grpc.StatusException;

/** The calls of Vitrine's own RootService. Thread-safe. */
final class RootCalls {
    private static final int WINDOW = 64;

    /** The longest root in bytes: a name of 255, a link target of 4,095, and what is around them. */
    private static final int MAX_ROOT = 8 << 10;

    private final Connection connection;

    RootCalls(Connection connection) {
        this.connection = connection;
    }

    private static ByteString bytes(PathComponent name) {
        return ByteString.copyFrom(name.toByteArray());
    }

    Root get(PathComponent name) throws StatusException {
        GetRootRequest question =
                GetRootRequest.newBuilder().setName(bytes(name)).build();
        return connection.attempts().of(() -> connection.ask(RootServiceGrpc.getGetMethod(), question));
    }

    /** All roots, which begin to come. The caller closes the stream. */
    Incoming<Root> list() throws StatusException {
        return connection
                .attempts()
                .of(() -> connection.stream(
                        RootServiceGrpc.getListMethod(), ListRootsRequest.getDefaultInstance(), WINDOW, MAX_ROOT));
    }

    long revision() throws StatusException {
        return connection
                .attempts()
                .of(() ->
                        connection.ask(RootServiceGrpc.getRevisionMethod(), RootsRevisionRequest.getDefaultInstance()))
                .getRevision();
    }

    /** Never tried again: the first attempt may have worked, and another root may have been put since. */
    void put(PathComponent name, Node node) throws StatusException {
        Root root = Root.newBuilder()
                .setName(bytes(name))
                .setNode(NodeMessages.of(node))
                .build();
        connection.ask(RootServiceGrpc.getPutMethod(), root);
    }

    boolean remove(PathComponent name) throws StatusException {
        RemoveRootRequest question =
                RemoveRootRequest.newBuilder().setName(bytes(name)).build();
        return connection.ask(RootServiceGrpc.getRemoveMethod(), question).getRemoved();
    }

    CastoreException failure(String action, StatusException e) {
        return connection.failure(action, e);
    }
}
