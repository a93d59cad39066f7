package dev.vitrine.cli;

import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.castore.store.Store;
import java.nio.file.Path;
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
                "a directory, or a server at grpc+http://HOST:PORT, grpc+https://HOST:PORT or grpc+unix:///PATH."
            })
    private @Nullable StoreAddress address;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Mixin
    private CacheOptions cache = new CacheOptions();

    private static final String LOCAL = "is about what comes from a server, and this store is a directory";

    /** The directory of the store, where it is one. */
    Optional<Path> directory() throws CastoreException {
        return Stream.of(storeAddress())
                .flatMap(store ->
                        store instanceof StoreAddress.Local(Path directory) ? Stream.of(directory) : Stream.of())
                .findFirst();
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
        StoreOpener opener = new StoreOpener(local, remote.options().withParts(cache.isWanted()));
        try {
            ServiceAddresses services = services();
            if (services.areNamed()) {
                return cache.inFrontOf(services.open(opener, named()), services.toString(), near);
            }
            StoreAddress store = storeAddress();
            return switch (store) {
                case StoreAddress.Remote _ -> cache.inFrontOf(opener.open(store), store.toString(), near);
                case StoreAddress.Local _ -> {
                    cache.refuse(LOCAL);
                    yield opener.open(store);
                }
            };
        } catch (CastoreException | RuntimeException e) {
            opener.close();
            throw e;
        }
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
