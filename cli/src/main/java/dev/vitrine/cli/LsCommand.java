package dev.vitrine.cli;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ls",
        description = "Lists a directory, one escaped name a line; or names what is no directory.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class LsCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "-l", description = "Print mode, size, digest and name, and the target of a symlink.")
    private boolean isLong;

    @Parameters(paramLabel = "ROOT[/PATH]", converter = ViewPath.class)
    private CastorePath path = CastorePath.TOP;

    @Override
    public Integer call() throws IOException {
        try (Store open = store.open();
                Output out = new Output()) {
            CastoreView view = Views.of(open);
            Entry entry = view.lookup(path);
            if (entry instanceof Entry.Listable directory) {
                list(view.list(directory), out);
            } else {
                out.line(line(path.name().orElseThrow(), entry));
            }
        }
        return 0;
    }

    private void list(Listing listing, Output out) throws CastoreException, ClosedOutput {
        for (int i = 0; i < listing.count(); i++) {
            out.line(line(listing.name(i), listing.entry(i)));
        }
    }

    private String line(PathComponent name, Entry entry) {
        return isLong ? LongFormat.line(name, entry) : name.toString();
    }
}
