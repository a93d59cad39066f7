package dev.vitrine.cli;

import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.nar.NarWriter;
import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = {
            "Writes a tree, file or symlink of the store as one archive, to stdout unless told.",
            "With --nar the archive is the one that nix-store --dump makes of the same tree; vitrine import --nar reads it."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--nar", description = "As a Nix archive, the only form that there is yet.")
    private boolean isNar;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write, which is replaced when all of it is there (default: stdout).")
    private @Nullable Path output;

    @Parameters(
            paramLabel = "PATH",
            converter = ContentAddressConverter.class,
            description = "A path from a root down, or a digest and a path below it.")
    private ContentAddress address = ContentAddress.TOP;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        checkUsage();
        try (Store open = store.open(reading)) {
            Node node = node(Views.of(open));
            NarWriter writer = new NarWriter(open.blobs(), open.directories());
            if (output != null) {
                toFile(writer, node, output);
            } else {
                toStdout(writer, node);
            }
        }
        return 0;
    }

    private void checkUsage() {
        if (!isNar) {
            throw new ParameterException(spec.commandLine(), "say in which form: --nar");
        }
        if (output == null && Terminal.isStdout()) {
            throw new ParameterException(
                    spec.commandLine(), "an archive is not for a terminal: redirect stdout, or give --output FILE");
        }
    }

    private Node node(CastoreView view) throws IOException {
        return switch (address.find(view)) {
            case Entry.Directory directory -> directory.node();
            case Entry.File file -> file.node();
            case Entry.Symlink symlink -> symlink.node();
            case Entry.Top _ -> throw new IllegalStateException("the top is refused as an argument");
        };
    }

    private static void toStdout(NarWriter writer, Node node) throws IOException {
        try (Output out = new Output()) {
            writer.write(node, out::bytes, () -> false);
        }
    }

    private static void toFile(NarWriter writer, Node node, Path file) throws IOException {
        try (OutputFile out = OutputFile.of(file)) {
            writer.write(node, out::bytes, () -> false);
            out.finish();
        }
    }
}
