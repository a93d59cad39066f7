package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.codec.NodeCodec;
import dev.vitrine.castore.codec.PathInfoCodec;
import dev.vitrine.castore.grpc.Dialect;
import dev.vitrine.castore.grpc.server.Keeper.Kept;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.nix.NarCalculator;
import dev.vitrine.castore.nix.NarHash;
import dev.vitrine.castore.nix.OutputHash;
import dev.vitrine.castore.nix.PathInfoService;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.proto.tvix.castore.v1.Node;
import dev.vitrine.proto.tvix.store.v1.CalculateNARResponse;
import dev.vitrine.proto.tvix.store.v1.GetPathInfoRequest;
import dev.vitrine.proto.tvix.store.v1.ListPathInfoRequest;
import dev.vitrine.proto.tvix.store.v1.PathInfo;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** PathInfoService: what is known of store paths, and the NARs of what is in the castore. Thread-safe. */
final class PathInfoCalls {
    /** How long a call may have NARs calculated: a tree of a few directories can have a NAR that takes for ever. */
    private static final Duration CALCULATION = Duration.ofHours(1);

    private final PathInfoService pathInfos;
    private final NarCalculator calculator;
    private final RootNodes roots;
    private final Referents referents;
    private final Permission permission;
    private final Calls calls;

    PathInfoCalls(
            PathInfoService pathInfos,
            NarCalculator calculator,
            RootNodes roots,
            Referents referents,
            Permission permission,
            Calls calls) {
        this.pathInfos = pathInfos;
        this.calculator = calculator;
        this.roots = roots;
        this.referents = referents;
        this.permission = permission;
        this.calls = calls;
    }

    ServerServiceDefinition in(Dialect dialect) {
        return new ServiceBuilder(dialect.pathInfoService(), calls)
                .answer(dialect.getPathInfo(), this::get)
                .answer(dialect.listPathInfos(), this::list)
                .answer(dialect.putPathInfo(), this::put)
                .answer(dialect.calculateNar(), this::calculateNar)
                .build();
    }

    private void get(Exchange<GetPathInfoRequest, PathInfo> call) throws CastoreException {
        GetPathInfoRequest request = call.only();
        if (!request.hasByOutputHash()) {
            throw Status.UNIMPLEMENTED
                    .withDescription("store paths are found by their output hash")
                    .asRuntimeException();
        }
        OutputHash hash = OutputHash.of(request.getByOutputHash().toByteArray());
        call.send(PathInfoCodec.message(
                pathInfos.get(hash, stopped(call)).orElseThrow(() -> new NotFound("there is no store path " + hash))));
    }

    private void list(Exchange<ListPathInfoRequest, PathInfo> call) throws CastoreException {
        call.only();
        var _ = roots.list(); // refuses where they are not listed, which then goes for those of store paths too
        pathInfos.list(stopped(call), info -> {
            call.send(PathInfoCodec.message(info));
            return true;
        });
    }

    private void put(Exchange<PathInfo, PathInfo> call) throws CastoreException {
        try (Kept _ = permission.toWrite()) {
            dev.vitrine.castore.nix.PathInfo info = PathInfoCodec.decode(call.only());
            referents.check(info.node(), call::checkOpen);
            pathInfos.put(info);
            call.send(PathInfoCodec.message(info));
        }
    }

    private void calculateNar(Exchange<Node, CalculateNARResponse> call) throws CastoreException {
        NarHash hash = calculator.calculate(NodeCodec.decode(call.only().toByteArray()), stopped(call));
        call.send(CalculateNARResponse.newBuilder()
                .setNarSize(hash.size())
                .setNarSha256(PathInfoCodec.bytes(hash.sha256()))
                .build());
    }

    /** Ends what is calculated for a call by an exception that says why, when the call has ended or has taken too long. */
    private static BooleanSupplier stopped(Exchange<?, ?> call) {
        long start = System.nanoTime();
        return () -> {
            call.checkOpen();
            if (System.nanoTime() - start > CALCULATION.toNanos()) {
                throw Status.DEADLINE_EXCEEDED
                        .withDescription("calculated for " + CALCULATION.toMinutes() + " minutes without an end")
                        .asRuntimeException();
            }
            return false;
        };
    }
}
