package dev.vitrine.cli;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.store.Store;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description =
                "Removes a root name. What it stood for stays in the store until gc finds that no root reaches it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RemoveCommand implements Callable<Integer> {
    @Mixin
    private StoreOption store = new StoreOption();

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    public Integer call() throws IOException {
        try (Store open = store.open()) {
            if (!open.mutableRoots().remove(PathComponent.of(name))) {
                throw new CastoreException.NotFound("there is no root '" + PathComponent.of(name) + "'");
            }
        }
        return 0;
    }
}
