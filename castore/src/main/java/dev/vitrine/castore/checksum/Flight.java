package dev.vitrine.castore.checksum;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.FileNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one reading of a blob for all who want its checksums now. Thread-safe; whoever runs it first reads the blob. */
final class Flight implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Flight.class);

    private final Maker maker;
    private final FileNode file;
    private final Consumer<Flight> landed;
    private final CompletableFuture<Checksums> result = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    /** What reads the blob. */
    @FunctionalInterface
    interface Maker {
        Checksums make(FileNode file) throws CastoreException;
    }

    /**
     * A flight for one file.
     *
     * @param landed is told when it has ended in any way, before its result is known
     */
    Flight(Maker maker, FileNode file, Consumer<Flight> landed) {
        this.maker = maker;
        this.file = file;
        this.landed = landed;
    }

    FileNode file() {
        return file;
    }

    CompletableFuture<Checksums> result() {
        return result;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // whatever it is, those who wait must hear of it
    public void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            Checksums made = maker.make(file);
            landed.accept(this);
            result.complete(made);
        } catch (Exception e) {
            LOG.debug("no checksums of blob {}: {}", file.digest(), e.toString());
            landed.accept(this);
            result.completeExceptionally(e);
        }
    }

    /** Ends it, unless it has begun. */
    void giveUp() {
        if (begun.compareAndSet(false, true)) {
            landed.accept(this);
            result.cancel(false);
        }
    }
}
