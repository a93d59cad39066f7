package dev.vitrine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.hash.Blake3;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command. Exit code 0: done; 1: failed; 2: wrong usage; {@code diff} alone has others. Data goes to stdout, everything else to stderr. */
@Command(
        name = "vitrine",
        description = "One content-addressed store, one read-only view of it, many windows onto that view.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "The store is the directory or server named by --store or $VITRINE_STORE, else $XDG_DATA_HOME/vitrine or ~/.local/share/vitrine.",
            "VITRINE_LOG sets how much is logged on stderr: error, warn (default), info, debug, trace.",
            "VITRINE_BLAKE3 sets how to hash: auto (default, the fastest), scalar, lanes, vector128, vector256, vector512."
        })
final class Vitrine {
    private static final List<Class<?>> COMMANDS = List.of(
            ImportCommand.class,
            ServeCommand.class,
            RootsCommand.class,
            LsCommand.class,
            CatCommand.class,
            ExportCommand.class,
            StatCommand.class,
            TreeCommand.class,
            DuCommand.class,
            DiffCommand.class,
            RemoveCommand.class,
            VerifyCommand.class,
            GcCommand.class,
            TokenCommand.class,
            HelpCommand.class);

    private Vitrine() {}

    public static void main(String[] args) {
        System.exit(execute(args, new PrintWriter(System.err, true, UTF_8)));
    }

    /** Runs one command to its end, and gives its exit code. */
    static int execute(String[] args, PrintWriter err) {
        if (!Arguments.areUtf8(args)) {
            err.println("vitrine: an argument holds bytes that are not UTF-8");
            return CommandLine.ExitCode.USAGE;
        }
        try {
            Blake3.checkSetting();
        } catch (IllegalArgumentException e) {
            err.println("vitrine: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        CommandLine line = new CommandLine(new Vitrine());
        commandsFor(args).forEach(line::addSubcommand);
        return line.setExecutionExceptionHandler(new FailureReport(err))
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .execute(args);
    }

    /** Only the command that is meant, where that is clear: to look up the options of all of them takes a third of a short command's time. */
    private static List<Class<?>> commandsFor(String[] args) {
        return COMMANDS.stream()
                .filter(command -> args.length > 0 && isNamed(args[0], command) && command != HelpCommand.class)
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static boolean isNamed(String name, Class<?> command) {
        return command.getAnnotation(Command.class).name().equals(name);
    }
}
