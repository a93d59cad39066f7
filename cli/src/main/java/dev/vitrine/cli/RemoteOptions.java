package dev.vitrine.cli;

import dev.vitrine.castore.address.StoreAddress;
import dev.vitrine.castore.grpc.client.RemoteStoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a store elsewhere is reached, and where its services are that are named one by one. */
final class RemoteOptions {
    @Option(
            names = "--blob-service-addr",
            paramLabel = "DIR|URL",
            converter = StoreAddressConverter.class,
            description = "Take blobs from there instead (default: $BLOB_SERVICE_ADDR, unless there is --store).")
    private @Nullable StoreAddress blobs;

    @Option(
            names = "--directory-service-addr",
            paramLabel = "DIR|URL",
            converter = StoreAddressConverter.class,
            description = "Take directories from there instead (default: $DIRECTORY_SERVICE_ADDR, likewise).")
    private @Nullable StoreAddress directories;

    @Option(
            names = "--path-info-service-addr",
            paramLabel = "DIR|URL",
            converter = StoreAddressConverter.class,
            description =
                    "Take roots from there instead, which of a server are its store paths (default: $PATH_INFO_SERVICE_ADDR, likewise).")
    private @Nullable StoreAddress pathInfos;

    @Option(
            names = "--store-deadline",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How long a server may take to answer, and be silent in the middle of an answer, like 20s (default).")
    private Duration deadline = RemoteStoreOptions.DEFAULTS.deadline();

    @Option(
            names = "--store-ca",
            paramLabel = "FILE",
            description = "Certificates (PEM) of who may vouch for a server at grpc+https (default: those of Java).")
    private @Nullable Path trust;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    ServiceAddresses services() {
        return new ServiceAddresses(
                Optional.ofNullable(blobs), Optional.ofNullable(directories), Optional.ofNullable(pathInfos));
    }

    RemoteStoreOptions options() {
        if (!deadline.isPositive()) {
            throw new ParameterException(spec.commandLine(), "--store-deadline is more than no time");
        }
        RemoteStoreOptions options = RemoteStoreOptions.DEFAULTS.withDeadline(deadline);
        return trust == null ? options : options.withTrust(trust);
    }
}
