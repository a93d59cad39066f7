package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.local.LocalStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store, its server and a client, made before each test and closed after it. */
abstract class WithServer {
    @TempDir
    Path temporary;

    private final Way way;
    private LocalStore store;
    private Serving serving;

    WithServer(Way way) {
        this.way = way;
    }

    @BeforeEach
    final void open() throws IOException {
        store = LocalStore.create(temporary.resolve("store"));
        serving = Serving.of(Serving.castore(store), way.address(temporary));
    }

    @AfterEach
    final void close() {
        serving.close();
        store.close();
    }

    final LocalStore store() {
        return store;
    }

    final Serving serving() {
        return serving;
    }

    final WireClient client() {
        return serving.client();
    }

    /** The full name of a method of PathInfoService in the dialect of this test. */
    final String pathInfoMethod(String name) {
        return way.pathInfoMethod(name);
    }

    /** The full name of a method of the castore in the dialect of this test. */
    final String method(String serviceAndMethod) {
        return way.method(serviceAndMethod);
    }
}
