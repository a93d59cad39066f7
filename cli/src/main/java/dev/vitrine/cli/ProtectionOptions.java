package dev.vitrine.cli;

import dev.vitrine.gateway.access.AccessOptions;
import dev.vitrine.gateway.access.Rules;
import dev.vitrine.gateway.access.TlsFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who may reach the gateway, and read what. */
final class ProtectionOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @ArgGroup(exclusive = false)
    private @Nullable Tls tls;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description =
                    "Serve those only whom FILE knows: lines of htpasswd -B, and tokens. Read again when it changes.")
    private @Nullable Path credentials;

    @Option(
            names = "--allow",
            paramLabel = "ROOT=WHO[,WHO]",
            description =
                    "Who may read a root: names of the credentials file, authenticated, or anyone. ROOT can be *, for all"
                            + " without a rule of their own. Can be repeated; once there is a rule, what none names is for nobody.")
    private List<String> rules = new ArrayList<>();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Answer to NAME in the Host field, and to nothing else but loopback. Can be repeated.")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--insecure", description = "Listen beyond this machine even without TLS or without credentials.")
    private boolean insecure;

    /** Both or neither. */
    private static final class Tls {
        @Option(
                names = "--tls-cert",
                paramLabel = "FILE",
                required = true,
                description = "Speak TLS with the certificate chain in FILE, in PEM. Read again when it changes.")
        private Path certificate = Path.of("");

        @Option(
                names = "--tls-key",
                paramLabel = "FILE",
                required = true,
                description = "The key of the certificate, in PEM.")
        private Path key = Path.of("");
    }

    AccessOptions access() {
        AccessOptions access = AccessOptions.OPEN.withRules(rules()).withHosts(hosts.toArray(String[]::new));
        if (tls != null) {
            access = access.withTls(new TlsFiles(tls.certificate, tls.key));
        }
        if (credentials != null) {
            access = access.withCredentials(credentials);
        }
        return insecure ? access.withInsecure() : access;
    }

    private Rules rules() {
        Rules all = Rules.NONE;
        for (String rule : rules) {
            all = with(all, rule);
        }
        return all;
    }

    private Rules with(Rules others, String rule) {
        try {
            return others.with(rule);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--allow: " + e.getMessage(), e);
        }
    }
}
