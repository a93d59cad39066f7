package dev.vitrine.cli;

import dev.vitrine.castore.diff.Difference;
import dev.vitrine.castore.diff.TreeDiff;
import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.view.CastoreView;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = {
            "Prints what differs between two trees, one path a line, by digest: equal directories are not looked into.",
            "A line begins with + for what only B has, - for what only A has, M for other contents or another target, T for another kind, x for executable or not."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the trees are equal", "1:they differ", "2:wrong usage, or they could not be compared"},
        exitCodeOnExecutionException = 2,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DiffCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = {"-r", "--recursive"},
            description = "Print also what lies in a directory that only one of the trees has.")
    private boolean isRecursive;

    @Option(names = "--json", description = "Print one JSON object a line; docs/import.md says what is in it.")
    private boolean isJson;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "ROOT[/PATH], or a digest and maybe a path below it: b3:DIGEST[/PATH].",
            converter = ContentAddressConverter.class)
    private ContentAddress before = ContentAddress.TOP;

    @Parameters(index = "1", paramLabel = "B", description = "Likewise.", converter = ContentAddressConverter.class)
    private ContentAddress after = ContentAddress.TOP;

    private boolean isDifferent;

    @Override
    public Integer call() throws IOException {
        try (Store open = store.open();
                Output out = new Output()) {
            CastoreView view = Views.of(open);
            new TreeDiff(view, isRecursive, difference -> print(difference, out))
                    .compare(before.find(view), after.find(view));
        }
        return isDifferent ? DIFFERENT : ExitCode.OK;
    }

    private void print(Difference difference, Output out) throws IOException {
        isDifferent = true;
        out.line(isJson ? DifferenceFormat.json(difference) : DifferenceFormat.line(difference));
    }
}
