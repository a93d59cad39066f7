package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.CastoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which parts are done, and what was counted in them; notes every second how far it goes without a gap. Thread-safe. */
final class Progress {
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final Checkpoints checkpoints;
    private final List<Part> parts;
    /** Those that are done, but for one before them. All below is guarded by this. */
    private final Map<Integer, Count> early = new TreeMap<>();

    private int next;
    private Count count;
    private boolean isChanged;
    private long saved = System.nanoTime();

    /** Begins with what earlier verifications have counted, which this one resumes. */
    Progress(Checkpoints checkpoints, List<Part> parts, Count before) {
        this.checkpoints = checkpoints;
        this.parts = parts;
        this.count = before;
    }

    /** What was counted in some blobs. */
    record Count(long blobs, long bytes, long findings) {
        static final Count NOTHING = new Count(0, 0, 0);

        Count plus(Count more) {
            return new Count(blobs + more.blobs, bytes + more.bytes, findings + more.findings);
        }
    }

    /** That part is done. */
    synchronized void done(int part, Count counted) throws CastoreException {
        early.put(part, counted);
        for (Count first = early.remove(next); first != null; first = early.remove(next)) {
            count = count.plus(first);
            next++;
            isChanged = true;
        }
        if (System.nanoTime() - saved >= INTERVAL) {
            save();
        }
    }

    /** Notes how far it has come. */
    synchronized void save() throws CastoreException {
        if (isChanged) {
            saved = System.nanoTime();
            isChanged = false;
            checkpoints.save(
                    new Checkpoint(parts.get(next - 1).last(), count.blobs(), count.bytes(), count.findings()));
        }
    }

    /** What was counted in all parts up to the first that is not done. */
    synchronized Count count() {
        return count;
    }
}
