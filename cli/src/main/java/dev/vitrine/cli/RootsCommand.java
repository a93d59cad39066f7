package dev.vitrine.cli;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.store.Store;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "roots",
        description = "Prints the name and digest of each root, separated by a tab.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RootsCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Override
    public Integer call() throws IOException {
        try (Store open = store.open();
                Output out = new Output()) {
            for (Map.Entry<PathComponent, Node> root : open.roots().list().entrySet()) {
                out.line(line(root.getKey(), root.getValue()));
            }
        }
        return 0;
    }

    /** How a root is printed, here and after its import. */
    static String line(PathComponent name, Node node) {
        return name + "\t" + Blake3.digest(node);
    }
}
