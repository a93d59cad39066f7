package dev.vitrine.cli;

import dev.vitrine.gateway.ListenAddress;
import dev.vitrine.gateway.admin.LogForm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a running {@code serve} can be watched. */
final class OperationOptions {
    static final String STDOUT = "-";

    @Option(
            names = "--access-log",
            paramLabel = "FILE",
            description =
                    "Append a line to FILE for each HTTP request, or write it to stdout if FILE is -. When FILE is moved away,"
                            + " it is made anew within a second.")
    @Nullable
    String accessLog;

    @Option(
            names = "--access-log-format",
            paramLabel = "FORMAT",
            defaultValue = "combined",
            description = "How these lines look: common, combined or json (default: ${DEFAULT-VALUE}).",
            converter = LogFormConverter.class)
    LogForm accessLogFormat = LogForm.COMBINED;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            converter = ListenAddressConverter.class,
            description =
                    "Where to answer /healthz, /readyz and /metrics, on this machine only; port 0 picks a free one.")
    @Nullable
    ListenAddress admin;
}
