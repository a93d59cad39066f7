package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.nix.OutputHash;
import dev.vitrine.castore.nix.PathInfo;
import dev.vitrine.castore.nix.PathInfoService;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** What another knows of store paths, and how many of them a listing has shown. */
final class CountingPathInfos implements PathInfoService {
    final AtomicInteger visited = new AtomicInteger();
    private final PathInfoService counted;

    CountingPathInfos(PathInfoService counted) {
        this.counted = counted;
    }

    @Override
    public Optional<PathInfo> get(OutputHash hash, BooleanSupplier stopped) throws CastoreException {
        return counted.get(hash, stopped);
    }

    @Override
    public void list(BooleanSupplier stopped, Visitor visitor) throws CastoreException {
        counted.list(stopped, info -> {
            visited.incrementAndGet();
            return visitor.visit(info);
        });
    }

    @Override
    public void put(PathInfo info) throws CastoreException {
        counted.put(info);
    }
}
