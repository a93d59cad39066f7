package dev.vitrine.castore.near;

import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One closure on its way from the far store. Who wants a directory of it waits for that one alone. Thread-safe; takes some 100 bytes for each
 * directory, besides what waits to be published.
 */
final class ClosureFlight {
    private final Digest root;
    private final Publisher publisher;

    /** Directories that others refer to and that have not come yet. Guarded by this, like the ones below. */
    private final Set<Digest> expected = new HashSet<>();

    private final Set<Digest> arrived = new HashSet<>();

    /** What somebody waits for, as soon as it is there. */
    private final Map<Digest, Directory> wanted = new HashMap<>();

    private final Map<Digest, Integer> waiters = new HashMap<>();
    private boolean ended;
    private @Nullable Exception failure;

    ClosureFlight(Digest root, Publisher publisher) {
        this.root = root;
        this.publisher = publisher;
        expected.add(root);
    }

    Digest root() {
        return root;
    }

    /** Fetches all of it. */
    @SuppressWarnings("CatchingUnchecked") // whatever it is, those who wait must hear of it
    void run(DirectoryService far) {
        try {
            far.closure(root, this::arrived);
            end(null);
        } catch (Exception e) {
            end(e);
        }
    }

    /** It is to be had from the publisher before it is no longer expected here. */
    private void arrived(Digest digest, Directory directory) {
        publisher.put(digest, directory);
        note(digest, directory);
    }

    private synchronized void note(Digest digest, Directory directory) {
        arrived.add(digest);
        expected.remove(digest);
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof DirectoryNode child && !arrived.contains(child.digest())) {
                expected.add(child.digest());
            }
        }
        if (waiters.containsKey(digest)) {
            wanted.put(digest, directory);
            notifyAll();
        }
    }

    private synchronized void end(@Nullable Exception cause) {
        ended = true;
        failure = cause;
        notifyAll();
    }

    /** Whether that directory is going to come with this one. */
    synchronized boolean brings(Digest digest) {
        return !ended && expected.contains(digest);
    }

    /**
     * Waits for a directory that {@link #brings} has promised; empty if it did not come, since it is not there or came before.
     *
     * @throws CastoreException as the far store throws it
     * @throws Unavailable also if this thread is interrupted, which it stays
     */
    synchronized Optional<Directory> await(Digest digest) throws CastoreException {
        waiters.merge(digest, 1, Integer::sum);
        try {
            while (!wanted.containsKey(digest) && !arrived.contains(digest) && !ended) {
                wait();
            }
            return found(digest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because("the wait for directory " + digest + " was interrupted", e);
        } finally {
            leave(digest);
        }
    }

    private Optional<Directory> found(Digest digest) throws CastoreException {
        Optional<Directory> found = Optional.ofNullable(wanted.get(digest));
        if (found.isEmpty() && !arrived.contains(digest)) {
            switch (failure) {
                case CastoreException known -> throw known;
                case RuntimeException mistake -> throw mistake;
                case null -> {}
                default -> throw new IllegalStateException(failure);
            }
        }
        return found;
    }

    private void leave(Digest digest) {
        if (waiters.merge(digest, -1, Integer::sum) == 0) {
            waiters.remove(digest);
            wanted.remove(digest);
        }
    }
}
