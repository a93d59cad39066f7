package dev.vitrine.castore.local;

import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.gc.Amount;
import dev.vitrine.castore.gc.GcOptions;
import dev.vitrine.castore.gc.GcReport;
import dev.vitrine.castore.gc.Marker;
import dev.vitrine.castore.local.Judge.Judgement;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.root.RootNodes;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Collects the garbage of a local store: marks what the roots reach, condemns the rest, removes what was condemned long enough ago,
 * and then files that nobody knows. One collection at a time has a store; thread-safe as far as the second is refused.
 */
final class LocalGarbage {
    private final Parts store;
    private final StoreLock lock;
    private final Pins pins;
    private final DirectoryService directories;
    private final RootNodes roots;
    private final InstantSource clock;

    LocalGarbage(
            Parts store,
            StoreLock lock,
            Pins pins,
            DirectoryService directories,
            RootNodes roots,
            InstantSource clock) {
        this.store = store;
        this.lock = lock;
        this.pins = pins;
        this.directories = directories;
        this.roots = roots;
        this.clock = clock;
    }

    /** The parts of a store that a collection changes. */
    record Parts(Index index, BlobFiles files, FileGate gate, Failures failures) {}

    GcReport collect(GcOptions options) throws CastoreException {
        try (FileLock _ = begin()) {
            RootMarks marks = RootMarks.of(roots, new Marker(directories));
            return options.dryRun() ? look(marks, options) : run(marks, options);
        } catch (CastoreException e) {
            throw e;
        } catch (IOException e) {
            throw store.failures().io("collect the garbage of", e);
        }
    }

    private FileLock begin() throws IOException {
        Optional<FileLock> begun = lock.tryCollect();
        return begun.orElseThrow(() -> Unavailable.because(
                "garbage is already being collected in this store", new IllegalStateException("one at a time")));
    }

    private GcReport run(RootMarks marks, GcOptions options) throws CastoreException {
        long now = clock.millis();
        pins.removeDead();
        Amount condemned = new Condemnation(store.index(), marks).run(now);
        Judgement judgement = new Sweep(store, marks, now, options.grace()).run();
        OrphanFiles orphans = new OrphanFiles(store, now, options.grace());
        orphans.run(false);
        return report(marks, condemned, judgement, orphans);
    }

    private GcReport look(RootMarks marks, GcOptions options) throws CastoreException {
        long now = clock.millis();
        Amount condemned = new Condemnation(store.index(), marks).look();
        Judgement judgement = new Sweep(store, marks, now, options.grace()).look(pins.alive(), condemned);
        OrphanFiles orphans = new OrphanFiles(store, now, options.grace());
        orphans.run(true);
        return report(marks, condemned, judgement, orphans);
    }

    private GcReport report(RootMarks marks, Amount condemned, Judgement judgement, OrphanFiles files)
            throws Unavailable {
        return new GcReport(
                marks.roots(),
                marks.directories(),
                marks.blobs(),
                condemned,
                judgement.pardoned(),
                judgement.waiting(),
                judgement.swept(),
                files.orphans(),
                files.strangers(),
                pins.alive().size());
    }
}
