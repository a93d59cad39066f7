package dev.vitrine.cli;

import dev.vitrine.gateway.access.AccessOptions;
import picocli.CommandLine.Option;

/** Who may reach the gateway. */
final class ProtectionOptions {
    @Option(names = "--insecure", description = "Listen beyond this machine even without TLS or without credentials.")
    private boolean insecure;

    AccessOptions access() {
        AccessOptions access = AccessOptions.OPEN;
        return insecure ? access.withInsecure() : access;
    }
}
