package dev.vitrine.castore.near;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Directories of the near store, and of the far one where they are not there: of those the whole closure is fetched with one call, and each
 * directory is there for all as soon as it has come.
 */
final class NearDirectories implements DirectoryService, KnownTree {
    private static final Logger log = LoggerFactory.getLogger(NearDirectories.class);

    private final DirectoryService near;
    private final DirectoryService far;
    private final Publisher publisher;
    private final Absences absent;
    private final RecentDirectories recent = new RecentDirectories();
    private final List<ClosureFlight> flights = new CopyOnWriteArrayList<>();

    NearDirectories(DirectoryService near, DirectoryService far, Publisher publisher, Duration absence) {
        this.near = near;
        this.far = far;
        this.publisher = publisher;
        this.absent = new Absences(absence);
    }

    @Override
    public Optional<Directory> get(Digest digest) throws CastoreException {
        Optional<Directory> got = hereOrFetched(digest);
        got.ifPresent(directory -> recent.add(digest, directory));
        return got;
    }

    @Override
    public Optional<Directory> visit(Digest digest) throws CastoreException {
        Optional<Directory> here = here(digest);
        here.ifPresent(directory -> recent.add(digest, directory));
        return here;
    }

    @Override
    public Optional<Place> place(Digest content) {
        return recent.place(content);
    }

    private Optional<Directory> hereOrFetched(Digest digest) throws CastoreException {
        while (true) {
            Optional<Directory> here = here(digest);
            if (here.isPresent() || absent.has(digest)) {
                return here;
            }
            Optional<ClosureFlight> flight = flight(digest);
            if (flight.isPresent()) {
                Optional<Directory> come = flight.get().await(digest);
                if (come.isPresent() || isAbsent(digest, flight.get())) {
                    return come;
                }
            }
        }
    }

    /** Whether the far store does not have it, which is remembered. */
    private boolean isAbsent(Digest digest, ClosureFlight flight) throws CastoreException {
        boolean isAbsent = flight.root().equals(digest) && here(digest).isEmpty();
        if (isAbsent) {
            absent.add(digest);
        }
        return isAbsent;
    }

    /** What was published, or waits for it; what is damaged is as good as absent. */
    private Optional<Directory> here(Digest digest) throws CastoreException {
        Optional<Directory> waiting = publisher.directory(digest);
        if (waiting.isPresent()) {
            return waiting;
        }
        try {
            Optional<Directory> kept = near.get(digest);
            kept.ifPresent(_ -> publisher.useDirectory(digest));
            return kept;
        } catch (Corrupt e) {
            log.warn("directory {} is fetched again: {}", digest, e.getMessage());
            return Optional.empty();
        }
    }

    /** The flight that brings this directory, a new one if there is none; empty if one has just brought it. */
    private Optional<ClosureFlight> flight(Digest digest) throws CastoreException {
        synchronized (flights) {
            for (ClosureFlight flight : flights) {
                if (flight.brings(digest)) {
                    return Optional.of(flight);
                }
            }
            if (here(digest).isPresent()) {
                return Optional.empty();
            }
            ClosureFlight flight = new ClosureFlight(digest, publisher);
            flights.add(flight);
            Thread.ofVirtual().name("vitrine-closure").start(() -> {
                flight.run(far);
                flights.remove(flight);
            });
            return Optional.of(flight);
        }
    }

    @Override
    public DirectoryPutter putter() throws CastoreException {
        return far.putter();
    }
}
