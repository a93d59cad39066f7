package dev.vitrine.cli;

import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.near.NearOptions;
import dev.vitrine.castore.near.NearStore;
import dev.vitrine.castore.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether and where what comes from a server is kept. */
final class CacheOptions {
    private static final String CACHE = "--cache";
    private static final String SIZE = "--cache-size";
    private static final String FREE = "--cache-free";
    private static final String NO_READ_AHEAD = "--no-read-ahead";

    @Option(
            names = CACHE,
            paramLabel = "DIR",
            description = {
                "Keep what comes from a server in DIR, and take it from there.",
                "While the server is away, what is there goes on being served."
            })
    private @Nullable Path directory;

    @Option(
            names = SIZE,
            paramLabel = "BYTES",
            converter = SizeConverter.class,
            description = "How many bytes to keep, about: what was not used for longest goes (default: 10GiB).")
    private long size = NearOptions.DEFAULTS.maxBytes();

    @Option(
            names = FREE,
            paramLabel = "BYTES",
            converter = SizeConverter.class,
            description = "How many bytes of DIR's file system to leave to others (default: 1GiB).")
    private long free = NearOptions.DEFAULTS.minUsableBytes();

    @Option(
            names = NO_READ_AHEAD,
            description = "Fetch what is asked for, and nothing that is likely to be asked for next.")
    private boolean isLazy;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    /** Whether there is one. */
    boolean isWanted() {
        return directory != null;
    }

    /** Where it is, if there is one. */
    Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }

    /** What would be without effect was probably meant otherwise. */
    void refuse(String why) {
        refuse(List.of(CACHE, SIZE, FREE, NO_READ_AHEAD), why);
    }

    private void refuse(List<String> options, String why) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(spec.commandLine(), option + " " + why);
            }
        }
    }

    /** Refuses a second one: how much is kept may be said of the one that an address names. */
    void refuseAnother() {
        refuse(List.of(CACHE), "is one more than the address names, which is cache://");
    }

    /**
     * The store, with one in front of it if that was asked for, which then owns it.
     *
     * @param address that the store has
     */
    Store inFrontOf(Store far, String address, LocalStoreOptions storing) throws CastoreException {
        Path near = directory;
        if (near == null) {
            refuse("is about what is kept, and without --cache nothing is");
            return far;
        }
        return keep(near, far, address, storing);
    }

    /**
     * A store with one in that directory in front of it, which then owns it.
     *
     * @param address that the store has
     */
    Store keep(Path near, Store far, String address, LocalStoreOptions storing) throws CastoreException {
        NearOptions options =
                NearOptions.DEFAULTS.withMaxBytes(size).withMinUsableBytes(free).withReadsAhead(!isLazy);
        return NearStore.open(near, storing, address, far, options);
    }
}
