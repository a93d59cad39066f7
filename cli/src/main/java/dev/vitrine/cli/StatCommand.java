package dev.vitrine.cli;

import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.view.Attributes;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "stat",
        description =
                "Prints path, kind, size, mode, inode and digest (of a symlink: its target) of each, one a line as NAME: VALUE.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class StatCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Parameters(paramLabel = "ROOT[/PATH]", arity = "1..*", converter = ViewPath.class)
    private List<CastorePath> paths = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        try (Store open = store.open();
                Output out = new Output()) {
            CastoreView view = Views.of(open);
            for (CastorePath path : paths) {
                print(path, view.lookup(path), out);
            }
        }
        return 0;
    }

    private static void print(CastorePath path, Entry entry, Output out) throws ClosedOutput {
        Attributes attributes = Attributes.of(entry);
        out.line("path: " + path);
        out.line("kind: " + LongFormat.kind(entry));
        out.line("size: " + attributes.size());
        out.line(String.format("mode: %04o", attributes.mode() & 07777));
        out.line("inode: " + attributes.inode());
        if (entry instanceof Entry.Symlink symlink) {
            out.line("target: " + symlink.node().target());
        }
        if (DigestAttribute.digest(entry).isPresent()) {
            out.line("digest: " + DigestAttribute.digest(entry).get());
        }
    }
}
