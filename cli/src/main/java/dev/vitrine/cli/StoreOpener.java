package dev.vitrine.cli;

import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.address.StoreAddress;
import dev.vitrine.castore.grpc.client.RemoteStore;
import dev.vitrine.castore.grpc.client.RemoteStoreOptions;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.memory.MemoryStore;
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

    /** How a directory keeps what comes from a store elsewhere, which it owns from then on. */
    @FunctionalInterface
    interface NearOpening {
        Store open(Path near, Store far, String address) throws CastoreException;
    }

    private final LocalOpening local;
    private final NearOpening near;
    private final RemoteStoreOptions remote;
    private final Map<StoreAddress, Store> opened = new HashMap<>();

    StoreOpener(LocalOpening local, NearOpening near, RemoteStoreOptions remote) {
        this.local = local;
        this.near = near;
        this.remote = remote;
    }

    Store open(StoreAddress address) throws CastoreException {
        Store known = opened.get(address);
        if (known != null) {
            return known;
        }
        Store store = switch (address) {
            case StoreAddress.Local(Path directory) -> local.open(directory);
            case StoreAddress.Memory _ -> new MemoryStore();
            case StoreAddress.Kept kept -> kept(kept);
            case GrpcAddress server -> RemoteStore.open(server, remote);
        };
        opened.put(address, store);
        return store;
    }

    private Store kept(StoreAddress.Kept address) throws CastoreException {
        Store far = RemoteStore.open(address.far(), remote.withParts(true));
        try {
            return near.open(address.near(), far, address.far().toString());
        } catch (CastoreException | RuntimeException e) {
            far.close();
            throw e;
        }
    }

    @Override
    public void close() {
        opened.values().forEach(Store::close);
        opened.clear();
    }
}
