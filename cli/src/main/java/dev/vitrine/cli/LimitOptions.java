package dev.vitrine.cli;

import dev.vitrine.gateway.Bounds;
import dev.vitrine.gateway.Limit;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a client may cost. */
final class LimitOptions {
    private final Map<Limit, Long> changed = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before any option
    private CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            description =
                    "Change what an HTTP client may cost, like --limit idle-time=1m; can be repeated. docs/security.md lists the names.")
    void setAll(Map<String, String> values) {
        values.forEach(this::set);
    }

    private void set(String name, String value) {
        try {
            Limit limit = Limit.named(name);
            changed.put(limit, limit.parse(value));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    Bounds bounds() {
        Bounds bounds = Bounds.DEFAULT;
        for (Map.Entry<Limit, Long> change : changed.entrySet()) {
            bounds = bounds.with(change.getKey(), change.getValue());
        }
        return bounds;
    }
}
