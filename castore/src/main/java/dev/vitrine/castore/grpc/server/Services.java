package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.grpc.Dialect;
import dev.vitrine.castore.nar.NarHasher;
import dev.vitrine.castore.nar.NarThreads;
import dev.vitrine.castore.nix.NarCalculator;
import io.grpc.ServerServiceDefinition;
import java.util.ArrayList;
import java.util.Arrays;
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
        castore.pathInfos()
                .map(known ->
                        new PathInfoCalls(known, calculator(castore), castore.roots(), referents, permission, calls))
                .ifPresent(pathInfos ->
                        Arrays.stream(Dialect.values()).map(pathInfos::in).forEach(all::add));
        return all;
    }

    private static NarCalculator calculator(ServedCastore castore) {
        return new NarThreads(new NarHasher(castore.blobs(), castore.directories()));
    }

    /** Keeps things for those who may write. */
    static Keeper keeper(Optional<Writing> writing) {
        return writing.map(Writing::keeper).orElse(Keeper.NOTHING_TO_DO);
    }
}
