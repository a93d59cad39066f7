package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.grpc.Dialect;
import io.grpc.ServerServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that a server answers, besides health and reflection. */
final class Services {
    private Services() {}

    static List<ServerServiceDefinition> of(
            ServedCastore castore, Keeping keeping, DirectoryBudget budget, Calls calls) {
        Permission permission = new Permission(castore.writing().map(Writing::roots), keeping);
        BlobCalls blobs = new BlobCalls(castore.blobs(), permission, calls);
        DirectoryCalls directories = new DirectoryCalls(castore.directories(), permission, budget, calls);
        Referents referents = new Referents(castore.blobs(), castore.directories());
        List<ServerServiceDefinition> all = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            all.add(blobs.in(dialect));
            all.add(directories.in(dialect));
        }
        all.add(new RootCalls(castore.roots(), referents, permission, calls).definition());
        return all;
    }

    /** Keeps things for those who may write. */
    static Keeper keeper(Optional<Writing> writing) {
        return writing.map(Writing::keeper).orElse(Keeper.NOTHING_TO_DO);
    }
}
