package dev.vitrine.cli;

import dev.vitrine.castore.gc.GcOptions;
import dev.vitrine.castore.local.LocalStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "gc",
        description = {
            "Removes what no root reaches: the first run that sees so condemns it, and one that comes a grace later removes it.",
            "Imports and servers go on meanwhile. What is written again by then stays."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class GcCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How long what is condemned is spared, like 30m, 24h or 7d; 0s is safe as well (default: 24h).")
    private Duration grace = GcOptions.DEFAULT_GRACE;

    @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
    private boolean isDry;

    @Option(
            names = "--json",
            description = "Print the result as one JSON object; docs/operations.md says what is in it.")
    private boolean isJson;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (LocalStore open = store.openLocal("gc");
                Output out = new Output()) {
            GcText text = new GcText(open.collectGarbage(new GcOptions(grace, isDry)), isDry);
            if (isJson) {
                out.line(text.json());
            } else {
                text.lines().forEach(line -> spec.commandLine().getErr().println("vitrine: " + line));
            }
        }
        return 0;
    }
}
