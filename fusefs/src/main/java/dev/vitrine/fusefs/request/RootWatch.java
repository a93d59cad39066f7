package dev.vitrine.fusefs.request;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which state of each root the kernel was told, and has it forgotten when the view says something else. This is what lets
 * the kernel keep everything else for a year.
 *
 * <p>{@link #saw} and {@link #forgotten} are for the threads that answer requests, {@link #check} for one thread of its own. Bounded
 * by the number of roots that exist and were looked up.
 *
 * <p>Two races make this longer than a comparison. A request may have read a root before a change and be noted after the comparison:
 * so what was noted since the last check is compared again, whatever the revision. And its reply may reach the kernel after the
 * invalidation: so a name that was looked up just before is invalidated once more, and the listing for a second after each change.
 */
public final class RootWatch {
    private static final Logger log = LoggerFactory.getLogger(RootWatch.class);
    private static final long REPLY_IS_THROUGH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What forgets a name: first the side that gives out inodes, then the kernel. */
    public interface Kernel {
        /** Ends the tie between the name and its inode, and calls {@link #forgotten} at the moment when no request about it runs. */
        void forget(PathComponent name);

        /** Drops what is cached by that name. */
        void invalidate(PathComponent name);

        /** Drops the listing of the roots, where one is cached. */
        void invalidateListing();
    }

    /** What requests were told of one root. A second state under one inode makes it unsettled until the inode is forgotten. */
    private static final class Told {
        private final Entry entry;
        private final boolean settled;
        private volatile long lookedUp = System.nanoTime() - REPLY_IS_THROUGH_NANOS;

        Told(Entry entry, boolean settled) {
            this.entry = entry;
            this.settled = settled;
        }
    }

    private final CastoreView view;
    private final Map<PathComponent, Told> told = new ConcurrentHashMap<>();
    private final Queue<PathComponent> fresh = new ConcurrentLinkedQueue<>();
    /** Only {@link #check} uses these four. */
    private final Set<PathComponent> again = new HashSet<>();

    private long revision = Long.MIN_VALUE;
    private long listingChanged = System.nanoTime();
    private boolean unanswered;

    public RootWatch(CastoreView view) {
        this.view = view;
    }

    /**
     * Notes that a request goes through this state of a root.
     *
     * @param lookup whether the request is about the root itself, so that the kernel may cache the name on its reply
     * @return whether no other state was told under the inode that the root has now
     */
    public boolean saw(PathComponent name, Entry entry, boolean lookup) {
        Told before = told.get(name);
        if (before == null || !before.entry.equals(entry)) {
            before = told.merge(
                    name, new Told(entry, true), (old, now) -> old.entry.equals(entry) ? old : new Told(entry, false));
            fresh.add(name);
        }
        if (lookup) {
            before.lookedUp = System.nanoTime();
        }
        return before.settled;
    }

    /** The inode of that name is no more: the next one starts settled. */
    public void forgotten(PathComponent name) {
        told.remove(name);
    }

    /** Compares what was told with what is, and has forgotten what differs. */
    public void check(Kernel kernel) {
        for (PathComponent name : Set.copyOf(again)) {
            again.remove(name);
            kernel.invalidate(name);
        }
        try {
            long now = view.rootsRevision();
            if (now != revision) {
                listingChanged = System.nanoTime();
            }
            if (System.nanoTime() - listingChanged < REPLY_IS_THROUGH_NANOS) {
                kernel.invalidateListing();
            }
            Iterable<PathComponent> names = now == revision ? drained() : everything();
            for (PathComponent name : names) {
                compare(name, kernel);
            }
            revision = now;
            unanswered = false;
        } catch (CastoreException e) {
            // Comparing everything once the view answers again makes up for what this round missed.
            revision = Long.MIN_VALUE;
            if (!unanswered) {
                log.warn("the view does not say whether roots have changed", e);
            }
            unanswered = true;
        }
    }

    private Iterable<PathComponent> drained() {
        Set<PathComponent> names = new HashSet<>();
        for (PathComponent name = fresh.poll(); name != null; name = fresh.poll()) {
            names.add(name);
        }
        return names;
    }

    private Iterable<PathComponent> everything() {
        fresh.clear();
        return Set.copyOf(told.keySet());
    }

    private void compare(PathComponent name, Kernel kernel) throws CastoreException {
        Told before = told.get(name);
        if (before == null) {
            return;
        }
        Optional<Entry> now = view.child(new Entry.Top(), name);
        if (before.settled && now.isPresent() && now.get().equals(before.entry)) {
            return;
        }
        log.debug("the root {} has changed", name);
        kernel.forget(name);
        told.remove(name, before);
        kernel.invalidate(name);
        if (System.nanoTime() - before.lookedUp < REPLY_IS_THROUGH_NANOS) {
            again.add(name);
        }
    }
}
