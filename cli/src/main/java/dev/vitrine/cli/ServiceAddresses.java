package dev.vitrine.cli;

import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.address.StoreAddress;
import dev.vitrine.castore.grpc.client.RemoteStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.store.ComposedStore;
import dev.vitrine.castore.store.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the services of a store are that are named one by one. One that is not named is that of the store, if that was asked for, and
 * else beside one that is.
 */
record ServiceAddresses(
        Optional<StoreAddress> blobs, Optional<StoreAddress> directories, Optional<StoreAddress> pathInfos) {
    static final ServiceAddresses NONE = new ServiceAddresses(Optional.empty(), Optional.empty(), Optional.empty());

    /** Those that the environment names, as tvix and snix have it. */
    static ServiceAddresses in(Map<String, String> environment) throws Invalid {
        return new ServiceAddresses(
                in(environment, "BLOB_SERVICE_ADDR"),
                in(environment, "DIRECTORY_SERVICE_ADDR"),
                in(environment, "PATH_INFO_SERVICE_ADDR"));
    }

    private static Optional<StoreAddress> in(Map<String, String> environment, String name) throws Invalid {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(StoreAddress.parse(value));
    }

    /** These, and the others where these name none. */
    ServiceAddresses or(ServiceAddresses others) {
        return new ServiceAddresses(
                blobs.or(others::blobs), directories.or(others::directories), pathInfos.or(others::pathInfos));
    }

    boolean areNamed() {
        return first().isPresent();
    }

    private Optional<StoreAddress> first() {
        return all().findFirst();
    }

    /** All that are named. */
    Stream<StoreAddress> all() {
        return Stream.of(pathInfos, directories, blobs).flatMap(Optional::stream);
    }

    /**
     * The store that they make together, which closes what was opened for it.
     *
     * @param store that was asked for as well, if one was
     */
    Store open(StoreOpener opener, Optional<StoreAddress> store) throws CastoreException {
        checkPathInfos();
        StoreAddress other = store.or(this::first).orElseThrow();
        Store rooted = opener.open(pathInfos.orElse(other));
        return new ComposedStore(
                opener.open(blobs.orElse(other)),
                opener.open(directories.orElse(other)),
                rooted,
                pathInfos.isPresent() ? storePaths(rooted) : rooted.roots(),
                opener::close);
    }

    /** What is kept of a server is its roots, which are more than its store paths. */
    private void checkPathInfos() throws Invalid {
        if (pathInfos.isPresent() && pathInfos.get() instanceof StoreAddress.Kept(Path near, GrpcAddress far)) {
            throw new Invalid(
                    Violation.ADDRESS,
                    "store paths are not kept by themselves: give --path-info-service-addr " + far + ", and --cache "
                            + near + " for all three services");
        }
    }

    private static RootNodes storePaths(Store store) {
        return store instanceof RemoteStore remote ? remote.storePaths() : store.roots();
    }
}
