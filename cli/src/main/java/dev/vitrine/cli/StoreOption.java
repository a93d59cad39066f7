package dev.vitrine.cli;

import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.model.CastoreException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which store a command works on. */
final class StoreOption {
    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "The store (default: $VITRINE_STORE, else $XDG_DATA_HOME/vitrine or ~/.local/share/vitrine).")
    private @Nullable Path directory;

    /** Where the store is or would be. */
    Path directory() {
        return Optional.ofNullable(directory).orElseGet(() -> standard(System.getenv()));
    }

    private static Path standard(Map<String, String> environment) {
        return set(environment, "VITRINE_STORE")
                .orElseGet(() -> set(environment, "XDG_DATA_HOME")
                        .orElseGet(() -> home(environment).resolve(Path.of(".local", "share")))
                        .resolve("vitrine"));
    }

    /** Java itself asks the user database only. */
    private static Path home(Map<String, String> environment) {
        return set(environment, "HOME").orElseGet(() -> Path.of(System.getProperty("user.home")));
    }

    private static Optional<Path> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }

    /** Opens the store that is there. The caller closes it. */
    LocalStore open(ReadingOptions reading) throws CastoreException {
        return LocalStore.open(directory(), reading.storeOptions());
    }

    /** Opens the store that is there. The caller closes it. */
    LocalStore open() throws CastoreException {
        return LocalStore.open(directory());
    }

    /** Opens the store, and makes it first if it is not there. The caller closes it. */
    LocalStore create(ReadingOptions reading) throws CastoreException {
        return LocalStore.create(directory(), reading.storeOptions());
    }

    /** Opens the store, and makes it first if it is not there. The caller closes it. */
    LocalStore create(LocalStoreOptions options) throws CastoreException {
        return LocalStore.create(directory(), options);
    }
}
