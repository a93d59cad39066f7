package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.ignore.PatternException;
import dev.vitrine.castore.ignore.Patterns;
import dev.vitrine.castore.importer.Exclusions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an import leaves out by patterns. */
final class ExclusionOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before any option
    private CommandSpec spec;

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = {
                "Leave out what the pattern stands for, in the syntax of gitignore(5) and from PATH down, like --exclude '*.o'; can be repeated.",
                "Files named .vitrineignore do the same for the directory in which they lie."
            })
    private List<String> patterns = new ArrayList<>();

    @Option(names = "--no-ignore", description = "Do not mind files named .vitrineignore.")
    private boolean noIgnore;

    Exclusions exclusions() {
        try {
            return new Exclusions(
                    Patterns.of(patterns.stream()
                            .map(pattern -> pattern.getBytes(UTF_8))
                            .toList()),
                    !noIgnore);
        } catch (PatternException e) {
            throw new ParameterException(spec.commandLine(), "--exclude: " + e.getMessage(), e);
        }
    }
}
