package dev.vitrine.castore.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootNodes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The roots of the far store. Its answers hold for a second at most, or as long as its revision; what it last said of a root is kept in
 * the near store, and holds while the far one cannot be reached. Thread-safe.
 */
final class NearRoots implements RootNodes, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NearRoots.class);

    /** How often the far store is asked for its revision while somebody wants to know it. */
    private static final Duration FRESH = Duration.ofMillis(300);

    /** How long to wait for the far store where what it said last is at hand. */
    private static final long PATIENCE_MILLIS = 500;

    private static final int NAMES = 100_000;

    private final MutableRootNodes near;
    private final RootNodes far;
    private final Flights<PathComponent, Optional<Node>> lookups = new Flights<>();
    private final Flights<Boolean, SortedMap<PathComponent, Node>> listings = new Flights<>();
    private final Flights<Boolean, Long> revisions = new Flights<>();
    private final Cache<PathComponent, Optional<Node>> known;
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(0, 0, false));
    private volatile boolean closed;

    NearRoots(MutableRootNodes near, RootNodes far, Duration absence) {
        this.near = near;
        this.far = far;
        this.known = Caffeine.newBuilder()
                .maximumSize(NAMES)
                .expireAfterWrite(absence)
                .executor(Runnable::run)
                .build();
    }

    /**
     * The last revision.
     *
     * @param at when it was asked for, in nanoseconds of the system's clock
     * @param isKnown whether there was one at all
     */
    private record Seen(long revision, long at, boolean isKnown) {}

    @Override
    public Optional<Node> get(PathComponent name) throws CastoreException {
        revision();
        Optional<Node> answer = known.getIfPresent(name);
        if (answer != null) {
            return answer;
        }
        Optional<Node> kept = near.get(name);
        try {
            return lookups.join(name, kept.isPresent() ? PATIENCE_MILLIS : Long.MAX_VALUE, () -> fetch(name));
        } catch (Unavailable e) {
            if (kept.isEmpty()) {
                throw e;
            }
            log.debug("root '{}' is as it last was: {}", name, e.getMessage());
            return kept;
        }
    }

    private Optional<Node> fetch(PathComponent name) throws CastoreException {
        long before = seen.get().revision();
        Optional<Node> found = far.get(name);
        if (seen.get().revision() == before) {
            known.put(name, found);
        }
        keep(name, found);
        return found;
    }

    private void keep(PathComponent name, Optional<Node> node) {
        try {
            if (closed || near.get(name).equals(node)) {
                return;
            }
            if (node.isPresent()) {
                near.put(name, node.get());
            } else {
                near.remove(name);
            }
        } catch (CastoreException e) {
            log.warn("root '{}' is not kept: {}", name, e.getMessage());
        }
    }

    @Override
    public SortedMap<PathComponent, Node> list() throws CastoreException {
        SortedMap<PathComponent, Node> kept = near.list();
        try {
            return listings.join(true, kept.isEmpty() ? Long.MAX_VALUE : PATIENCE_MILLIS, this::fetchAll);
        } catch (Unavailable e) {
            if (kept.isEmpty()) {
                throw e;
            }
            log.debug("the roots are as they last were: {}", e.getMessage());
            return kept;
        }
    }

    private SortedMap<PathComponent, Node> fetchAll() throws CastoreException {
        SortedMap<PathComponent, Node> all = far.list();
        all.forEach((name, node) -> keep(name, Optional.of(node)));
        for (Map.Entry<PathComponent, Node> kept : near.list().entrySet()) {
            if (!all.containsKey(kept.getKey())) {
                keep(kept.getKey(), Optional.empty());
            }
        }
        return all;
    }

    /** The last one that is known; it is asked for anew in the background, so that a far store that is slow holds nobody up. */
    @Override
    public long revision() throws CastoreException {
        Seen last = seen.get();
        if (!last.isKnown()) {
            return firstRevision();
        }
        long now = System.nanoTime();
        if (now - last.at() > FRESH.toNanos() && seen.compareAndSet(last, new Seen(last.revision(), now, true))) {
            Thread.ofVirtual().name("vitrine-roots").start(this::refresh);
        }
        return seen.get().revision();
    }

    /** A far store that is down, or stalls, from the start has the roots that it had. */
    private long firstRevision() throws CastoreException {
        boolean hasKept = !near.list().isEmpty();
        try {
            return revisions.join(true, hasKept ? PATIENCE_MILLIS : Long.MAX_VALUE, this::fetchRevision);
        } catch (Unavailable e) {
            if (!hasKept) {
                throw e;
            }
            seen.set(new Seen(near.revision(), System.nanoTime(), true));
            return seen.get().revision();
        }
    }

    private long fetchRevision() throws CastoreException {
        long revision = far.revision();
        boolean isNew = seen.get().revision() != revision;
        if (isNew) {
            known.invalidateAll(); // before anybody sees the new revision
        }
        seen.set(new Seen(revision, System.nanoTime(), true));
        if (isNew) {
            known.invalidateAll(); // what was looked up meanwhile may be old
        }
        return revision;
    }

    private void refresh() {
        try {
            fetchRevision();
        } catch (CastoreException e) {
            log.debug("the revision of the far roots is not known: {}", e.getMessage());
        }
    }

    /** Keeps nothing any more. */
    @Override
    public void close() {
        closed = true;
    }
}
