package dev.vitrine.castore.local;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.root.MutableRootNodes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store that is made before each test and closed after it. */
abstract class WithLocalStore {
    @TempDir
    Path temporary;

    private final LocalStoreOptions options;
    private LocalStore store;

    WithLocalStore(LocalStoreOptions options) {
        this.options = options;
    }

    @BeforeEach
    final void open() throws CastoreException {
        store = LocalStore.create(path(), options);
    }

    @AfterEach
    final void close() {
        store.close();
    }

    /** Closes the store and opens it again. */
    final void reopen() throws CastoreException {
        store.close();
        store = LocalStore.open(path(), options);
    }

    final LocalStore store() {
        return store;
    }

    final Path path() {
        return temporary.resolve("store");
    }

    public final BlobService blobs() {
        return store.blobs();
    }

    final BlobService storedBlobs() {
        return store.storedBlobs();
    }

    public final DirectoryService directories() {
        return store.directories();
    }

    public final MutableRootNodes roots() {
        return store.roots();
    }
}
