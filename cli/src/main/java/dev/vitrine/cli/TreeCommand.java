package dev.vitrine.cli;

import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.view.CastoreView;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "tree",
        description =
                "Draws a tree, one escaped name a line, and says how many directories, files and symlinks it drew.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class TreeCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = {"-L", "--depth"},
            paramLabel = "N",
            description = "Draw N levels, 1 or more (default: all).")
    private int depth = Integer.MAX_VALUE;

    @Option(names = "--digests", description = "Draw the digest of each file and directory before its name.")
    private boolean hasDigests;

    @Parameters(
            paramLabel = "ROOT[/PATH]",
            description = "What to draw; also a digest and maybe a path below it: b3:DIGEST[/PATH].",
            converter = ContentAddressConverter.class)
    private ContentAddress address = ContentAddress.TOP;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (depth < 1) {
            throw new ParameterException(spec.commandLine(), "--depth is 1 or more");
        }
        try (Store open = store.open();
                Output out = new Output()) {
            CastoreView view = Views.of(open);
            CastoreView walked = depth == Integer.MAX_VALUE ? Views.walked(open) : view;
            new TreeDrawing(walked, depth, hasDigests, out::line).draw(address.toString(), address.find(view));
        }
        return 0;
    }
}
