package dev.vitrine.castore.grpc.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vitrine.castore.codec.NodeCodec;
import dev.vitrine.castore.grpc.server.Keeper.Kept;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.RootName;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.proto.vitrine.castore.v1.GetRootRequest;
import dev.vitrine.proto.vitrine.castore.v1.ListRootsRequest;
import dev.vitrine.proto.vitrine.castore.v1.PutRootResponse;
import dev.vitrine.proto.vitrine.castore.v1.RemoveRootRequest;
import dev.vitrine.proto.vitrine.castore.v1.RemoveRootResponse;
import dev.vitrine.proto.vitrine.castore.v1.Root;
import dev.vitrine.proto.vitrine.castore.v1.RootServiceGrpc;
import dev.vitrine.proto.vitrine.castore.v1.RootsRevision;
import dev.vitrine.proto.vitrine.castore.v1.RootsRevisionRequest;
import io.grpc.ServerServiceDefinition;
import java.util.Map;

/** RootService: root nodes by name, between Vitrines. Thread-safe. */
final class RootCalls {
    private final RootNodes roots;
    private final Referents referents;
    private final Permission permission;
    private final Calls calls;

    RootCalls(RootNodes roots, Referents referents, Permission permission, Calls calls) {
        this.roots = roots;
        this.referents = referents;
        this.permission = permission;
        this.calls = calls;
    }

    ServerServiceDefinition definition() {
        return new ServiceBuilder(RootServiceGrpc.getServiceDescriptor(), calls)
                .answer(RootServiceGrpc.getGetMethod(), this::get)
                .answer(RootServiceGrpc.getListMethod(), this::list)
                .answer(RootServiceGrpc.getPutMethod(), this::put)
                .answer(RootServiceGrpc.getRemoveMethod(), this::remove)
                .answer(RootServiceGrpc.getRevisionMethod(), this::revision)
                .build();
    }

    private void get(Exchange<GetRootRequest, Root> call) throws CastoreException {
        PathComponent name = PathComponent.of(call.only().getName().toByteArray());
        Node node = roots.get(name).orElseThrow(() -> new NotFound("there is no root '" + name + "'"));
        call.send(root(name, node));
    }

    private void list(Exchange<ListRootsRequest, Root> call) throws CastoreException {
        call.only();
        for (Map.Entry<PathComponent, Node> root : roots.list().entrySet()) {
            call.send(root(root.getKey(), root.getValue()));
        }
    }

    private void put(Exchange<Root, PutRootResponse> call) throws CastoreException {
        try (Kept _ = permission.toWrite()) {
            Root root = call.only();
            PathComponent name = RootName.of(root.getName().toByteArray());
            Node node = NodeCodec.decode(root.getNode().toByteArray());
            referents.check(node, call::checkOpen);
            permission.roots().put(name, node);
            call.send(PutRootResponse.getDefaultInstance());
        }
    }

    private void remove(Exchange<RemoveRootRequest, RemoveRootResponse> call) throws CastoreException {
        boolean removed =
                permission.roots().remove(PathComponent.of(call.only().getName().toByteArray()));
        call.send(RemoveRootResponse.newBuilder().setRemoved(removed).build());
    }

    private void revision(Exchange<RootsRevisionRequest, RootsRevision> call) throws CastoreException {
        call.only();
        call.send(RootsRevision.newBuilder().setRevision(roots.revision()).build());
    }

    private static Root root(PathComponent name, Node node) {
        try {
            return Root.newBuilder()
                    .setName(ByteString.copyFrom(name.toByteArray()))
                    .setNode(dev.vitrine.proto.tvix.castore.v1.Node.parseFrom(NodeCodec.encode(node)))
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a node was encoded as none", e);
        }
    }
}
