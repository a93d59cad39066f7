package dev.vitrine.castore.near;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.local.LocalStoreOptions;
import dev.vitrine.castore.model.CastoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A near store in front of a far one, made before each test and closed after it. */
abstract class WithNearStore {
    @TempDir
    Path temporary;

    final FarServices far = new FarServices();
    private final NearOptions options;
    private NearStore near;

    WithNearStore(NearOptions options) {
        this.options = options;
    }

    @BeforeEach
    final void open() throws CastoreException {
        open(options);
    }

    private void open(NearOptions other) throws CastoreException {
        near = NearStore.open(temporary.resolve("near"), LocalStoreOptions.DEFAULTS, "far", far, other);
    }

    @AfterEach
    final void close() {
        near.close();
    }

    /** Closes the near store, which publishes what waits, and opens it again. */
    final void reopen() throws CastoreException {
        reopen(options);
    }

    final void reopen(NearOptions other) throws CastoreException {
        close();
        open(other);
    }

    final NearStore near() {
        return near;
    }

    final LocalStore local() {
        return near.near();
    }

    public final BlobService blobs() {
        return near.blobs();
    }

    public final DirectoryService directories() {
        return near.directories();
    }
}
