package dev.vitrine.cli;

import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.castore.near.NearStore;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.root.UnlistedRootNodes;
import dev.vitrine.castore.store.Store;
import dev.vitrine.castore.view.StoreView;
import dev.vitrine.fusefs.Mount;
import dev.vitrine.gateway.AdminServer;
import dev.vitrine.gateway.Gateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open windows onto one view. They close together: at the end, on a signal, or when one of them ends by itself. */
final class Windows implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile boolean closing;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    private Windows() {}

    /** Opens all that the options name, and says on stdout where each is. If one cannot open, none stays open. */
    static Windows open(Store store, WindowOptions options) throws IOException {
        RootNodes shown = options.roots(store);
        RootNodes roots = options.noListRoot ? new UnlistedRootNodes(shown) : shown;
        Windows windows = new Windows();
        StoreView view = windows.keep(Views.of(store, roots));
        // A signal ends the JVM: whatever is open by then closes here.
        Runtime.getRuntime().addShutdownHook(new Thread(windows::close, "close-windows"));
        try (Output out = new Output()) {
            windows.openAll(store, roots, view, options, out);
            return windows;
        } catch (IOException | RuntimeException e) {
            windows.close();
            throw e;
        }
    }

    /** Holds the lock, so that a signal which comes meanwhile closes also what is about to open. */
    private synchronized void openAll(Store store, RootNodes roots, StoreView view, WindowOptions options, Output out)
            throws IOException {
        Operation operation = keep(Operation.of(view, options.operation));
        if (store instanceof NearStore near) {
            operation.watch(near);
        }
        if (!options.noHttp) {
            Gateway gateway = keep(Gateway.start(view, options.gatewayOptions(), operation.watch()));
            operation.watch(gateway);
            out.lineNow("listening " + gateway.address());
        }
        if (!options.grpc.isEmpty()) {
            GrpcWindow grpc = keep(GrpcWindow.open(store, roots, options.grpc, options.access()));
            operation.watch(grpc.server());
            for (ServerAddress address : grpc.addresses()) {
                out.lineNow("grpc " + address);
            }
        }
        if (options.mounting.passesThrough()) {
            LOG.info("{}", options.reading.passthrough());
        }
        List<Mount> mounts = new ArrayList<>();
        for (MountTarget target : options.mounting.mounts) {
            Mount mount = keep(
                    Mount.open(Views.below(view, target.path()), target.directory(), options.mounting.mountOptions()));
            mounts.add(mount);
            CompletableFuture<Void> _ = mount.ended().thenRun(() -> endedByItself(target.directory()));
            out.lineNow("mounted " + target.directory());
        }
        operation.watch(mounts);
        Optional<AdminServer> admin = operation.openAdmin().map(this::keep);
        if (admin.isPresent()) {
            out.lineNow("admin " + admin.get().address());
        }
    }

    private void endedByItself(Path mountpoint) {
        if (!closing) {
            ended.complete("the mount at " + mountpoint + " was unmounted from outside");
        }
    }

    private <W extends AutoCloseable> W keep(W window) {
        open.push(window);
        return window;
    }

    /** Waits until a window ends by itself, which is a failure; a signal ends the whole process meanwhile. */
    void awaitEnd() throws IOException, InterruptedException {
        try {
            throw new IOException(ended.get());
        } catch (ExecutionException e) {
            throw new IOException("the windows cannot be watched", e);
        }
    }

    /** Closes the windows, the last opened first. Harmless when repeated. */
    @Override
    public synchronized void close() {
        closing = true;
        while (!open.isEmpty()) {
            AutoCloseable window = open.pop();
            try {
                window.close();
            } catch (Exception e) {
                LOG.warn("a window did not close in order", e);
            }
        }
    }
}
