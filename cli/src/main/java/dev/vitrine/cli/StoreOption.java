package dev.vitrine.cli;

import dev.vitrine.castore.address.GrpcAddress;
import dev.vitrine.castore.address.StoreAddress;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.castore.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which store a command works on. */
final class StoreOption {
    @Option(
            names = "--store",
            paramLabel = "DIR|URL",
            converter = StoreAddressConverter.class,
            description = {
                "The store (default: $VITRINE_STORE, else $XDG_DATA_HOME/vitrine or ~/.local/share/vitrine):",
                "a directory, or a server at grpc+http://HOST:PORT, grpc+https://HOST:PORT or grpc+unix:///PATH;",
                "also memory://, and cache://?near=DIR&far=URL: see docs/stores.md."
            })
    private @Nullable StoreAddress address;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Mixin
    private CacheOptions cache = new CacheOptions();

    private static final String LOCAL = "is about what comes from a server, and this store is a directory";
    private static final String MEMORY = "is about what comes from a server, and memory:// is empty at each start";

    /** The directories of this machine in which any of it is kept. */
    List<Path> directories() throws CastoreException {
        return Stream.concat(addresses().flatMap(StoreOption::directory), cache.directory().stream())
                .toList();
    }

    private static Stream<Path> directory(StoreAddress address) {
        return switch (address) {
            case StoreAddress.Local(Path directory) -> Stream.of(directory);
            case StoreAddress.Kept(Path near, GrpcAddress _) -> Stream.of(near);
            case StoreAddress.Memory _, GrpcAddress _ -> Stream.of();
        };
    }

    /** All that make up the store. */
    private Stream<StoreAddress> addresses() throws Invalid {
        ServiceAddresses services = services();
        return services.areNamed() ? Stream.concat(services.all(), named().stream()) : Stream.of(storeAddress());
    }

    private StoreAddress storeAddress() throws Invalid {
        Optional<StoreAddress> named = named();
        return named.isPresent() ? named.get() : new StoreAddress.Local(standard(System.getenv()));
    }

    /** The store that was asked for. */
    private Optional<StoreAddress> named() throws Invalid {
        if (address != null) {
            return Optional.of(address);
        }
        Optional<String> value = set(System.getenv(), "VITRINE_STORE");
        return value.isPresent() ? Optional.of(StoreAddress.parse(value.get())) : Optional.empty();
    }

    private static Path standard(Map<String, String> environment) {
        return set(environment, "XDG_DATA_HOME")
                .map(Path::of)
                .orElseGet(() -> home(environment).resolve(Path.of(".local", "share")))
                .resolve("vitrine");
    }

    /** Java itself asks the user database only. */
    private static Path home(Map<String, String> environment) {
        return Path.of(set(environment, "HOME").orElseGet(() -> System.getProperty("user.home")));
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Opens the store that is there. The caller closes it. */
    Store open(ReadingOptions reading) throws CastoreException {
        return open(directory -> LocalStore.open(directory, reading.storeOptions()), reading.storeOptions());
    }

    /** Opens the store that is there. The caller closes it. */
    Store open() throws CastoreException {
        return open(LocalStore::open, LocalStoreOptions.DEFAULTS);
    }

    /** Opens the store, and makes it first if it is not there. The caller closes it. */
    Store create(ReadingOptions reading) throws CastoreException {
        return create(reading.storeOptions());
    }

    /** Opens the store, and makes it first if it is not there. The caller closes it. */
    Store create(LocalStoreOptions options) throws CastoreException {
        return open(directory -> LocalStore.create(directory, options), options);
    }

    /** @param near of a store that keeps what comes from elsewhere */
    private Store open(StoreOpener.LocalOpening local, LocalStoreOptions near) throws CastoreException {
        StoreOpener opener = new StoreOpener(
                local,
                (directory, far, address) -> cache.keep(directory, far, address, near),
                remote.options().withParts(cache.isWanted()));
        try {
            ServiceAddresses services = services();
            return services.areNamed() ? open(opener, services, near) : open(opener, storeAddress(), near);
        } catch (CastoreException | RuntimeException e) {
            opener.close();
            throw e;
        }
    }

    private Store open(StoreOpener opener, StoreAddress store, LocalStoreOptions near) throws CastoreException {
        return switch (store) {
            case GrpcAddress _ -> cache.inFrontOf(opener.open(store), store.toString(), near);
            case StoreAddress.Kept _ -> {
                cache.refuseAnother();
                yield opener.open(store);
            }
            case StoreAddress.Local _ -> {
                cache.refuse(LOCAL);
                yield opener.open(store);
            }
            case StoreAddress.Memory _ -> {
                cache.refuse(MEMORY);
                yield opener.open(store);
            }
        };
    }

    private Store open(StoreOpener opener, ServiceAddresses services, LocalStoreOptions near) throws CastoreException {
        if (addresses().anyMatch(StoreAddress.Kept.class::isInstance)) {
            cache.refuseAnother();
            return services.open(opener, named());
        }
        if (addresses().anyMatch(StoreAddress.Memory.class::isInstance)) {
            cache.refuse(MEMORY);
        }
        return cache.inFrontOf(
                services.open(opener, named()), addresses().toList().toString(), near);
    }

    /** What the environment names does not change a store that the command line names. */
    private ServiceAddresses services() throws Invalid {
        ServiceAddresses told = remote.services();
        return address != null ? told : told.or(ServiceAddresses.in(System.getenv()));
    }

    /**
     * Opens the store that is there, for what needs the disk that it is on. The caller closes it.
     *
     * @param purpose what needs it, as the beginning of a sentence
     * @throws Invalid if it is elsewhere
     */
    LocalStore openLocal(String purpose) throws CastoreException {
        if (!services().areNamed() && storeAddress() instanceof StoreAddress.Local(Path directory)) {
            cache.refuse(LOCAL);
            return LocalStore.open(directory);
        }
        throw new Invalid(
                Violation.ADDRESS,
                purpose + " works on a store in a directory of this machine, which "
                        + (services().areNamed() ? "one of several services" : storeAddress()) + " is not");
    }
}
