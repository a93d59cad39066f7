package dev.vitrine.cli;

import dev.vitrine.castore.grpc.client.GrpcAddress;
import dev.vitrine.castore.grpc.client.RemoteStore;
import dev.vitrine.castore.grpc.client.RemoteStoreOptions;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.store.Store;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Opens stores, each address once however often it is named, and closes all of them. For one thread. */
final class StoreOpener implements AutoCloseable {
    /** How a store in a directory is opened: made if it is missing, or not. */
    @FunctionalInterface
    interface LocalOpening {
        LocalStore open(Path directory) throws CastoreException;
    }

    private final LocalOpening local;
    private final RemoteStoreOptions remote;
    private final Map<StoreAddress, Store> opened = new HashMap<>();

    StoreOpener(LocalOpening local, RemoteStoreOptions remote) {
        this.local = local;
        this.remote = remote;
    }

    Store open(StoreAddress address) throws CastoreException {
        Store known = opened.get(address);
        if (known != null) {
            return known;
        }
        Store store = switch (address) {
            case StoreAddress.Local(Path directory) -> local.open(directory);
            case StoreAddress.Remote(GrpcAddress server) -> RemoteStore.open(server, remote);
        };
        opened.put(address, store);
        return store;
    }

    @Override
    public void close() {
        opened.values().forEach(Store::close);
        opened.clear();
    }
}
