package dev.vitrine.gateway.access;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Who may reach the gateway, and how.
 *
 * @param tls the certificate and key; without it the gateway speaks plain HTTP
 * @param credentials the file that says who there is; without it everybody is nobody
 * @param rules who may read what
 * @param hosts the names that the gateway answers to; empty for the default, which {@link Access} says
 * @param insecure whether it may listen beyond this machine without TLS or without credentials
 */
public record AccessOptions(
        Optional<TlsFiles> tls, Optional<Path> credentials, Rules rules, Set<String> hosts, boolean insecure) {
    /** Plain HTTP, for anyone on this machine. */
    public static final AccessOptions OPEN =
            new AccessOptions(Optional.empty(), Optional.empty(), Rules.NONE, Set.of(), false);

    public AccessOptions {
        hosts = Set.copyOf(hosts);
    }

    /** The same over TLS. */
    public AccessOptions withTls(TlsFiles files) {
        return new AccessOptions(Optional.of(files), credentials, rules, hosts, insecure);
    }

    /** The same for those whom the file knows. */
    public AccessOptions withCredentials(Path file) {
        return new AccessOptions(tls, Optional.of(file), rules, hosts, insecure);
    }

    /** The same with other rules. */
    public AccessOptions withRules(Rules other) {
        return new AccessOptions(tls, credentials, other, hosts, insecure);
    }

    /** The same for a gateway of these names. */
    public AccessOptions withHosts(String... names) {
        return new AccessOptions(tls, credentials, rules, Set.of(names), insecure);
    }

    /** The same, to be reached from anywhere. */
    public AccessOptions withInsecure() {
        return new AccessOptions(tls, credentials, rules, hosts, true);
    }
}
