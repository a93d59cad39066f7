package dev.vitrine.gateway.client;

import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.importer.ImportOptions;
import dev.vitrine.castore.importer.Importer;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.StoreView;
import dev.vitrine.gateway.Gateway;
import dev.vitrine.gateway.GatewayOptions;
import dev.vitrine.gateway.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Trees of the disk, imported into a store of their own and served at a free port. Close it. */
final class ServedTrees implements AutoCloseable {
    private static final long CACHE_BYTES = 16 << 20;

    private final LocalStore store;
    private final Gateway gateway;

    private ServedTrees(LocalStore store, Gateway gateway) {
        this.store = store;
        this.gateway = gateway;
    }

    /** Serves a store that is made in this directory. */
    static ServedTrees start(Path directory) throws IOException {
        LocalStore store = LocalStore.create(directory);
        try {
            StoreView view = new StoreView(store.blobs(), store.directories(), store.roots(), CACHE_BYTES);
            return new ServedTrees(
                    store, Gateway.start(view, GatewayOptions.listeningOn(ListenAddress.ANY_LOOPBACK_PORT)));
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    /** Shows the tree at this path as a root of that name. */
    ServedTrees show(String name, Path tree) throws IOException {
        new Importer(store.blobs(), store.directories(), ImportOptions.defaults())
                .importAs(store.roots(), PathComponent.of(name), tree, ImportListener.NONE);
        return this;
    }

    /** Where the top is, with a slash at its end. */
    URI address() {
        return gateway.address();
    }

    /** Where that path below the top is, which must be written as in a URL. */
    URI at(String path) {
        return gateway.address().resolve(path);
    }

    /** How many requests failed through the server's fault. */
    long failures() {
        return gateway.failures();
    }

    @Override
    public void close() {
        gateway.close();
        store.close();
    }
}
