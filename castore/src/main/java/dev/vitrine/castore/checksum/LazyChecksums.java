package dev.vitrine.castore.checksum;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checksums that are made when they are first asked for, and kept from then on. Thread-safe. However many ask, a blob is read once at a
 * time; of big blobs, one is read in the background and one for those who wait, each on a thread of its own that ends when there is
 * nothing to do.
 */
public final class LazyChecksums implements AutoCloseable {
    /** What one thread hashes in about a millisecond or two: nobody notices, so it is done at once. In bytes. */
    static final int SMALL = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(LazyChecksums.class);

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final ChecksumService kept;
    private final Opener blobs;
    private final Duration deadline;
    private final Map<Digest, Flight> flights = new ConcurrentHashMap<>();
    private final Lane background = new Lane("checksums-background");
    private final Lane wished = new Lane("checksums-wished");
    private volatile boolean closed;

    /** How blobs are opened. */
    @FunctionalInterface
    public interface Opener {
        /** Opens the blob of a file, whose size was compared. The caller closes the reader. */
        BlobReader open(FileNode file) throws CastoreException;
    }

    /** Checksums of these blobs; those who wait do so for ten seconds at most. */
    public LazyChecksums(ChecksumService kept, Opener blobs) {
        this(kept, blobs, DEADLINE);
    }

    LazyChecksums(ChecksumService kept, Opener blobs, Duration deadline) {
        this.kept = kept;
        this.blobs = blobs;
        this.deadline = deadline;
    }

    /**
     * The checksums of a file's blob; empty where they are not known after that effort, or after {@link #close}.
     *
     * @throws CastoreException.Corrupt if the blob had to be read, and is not there or not what its digest says
     * @throws CastoreException.Unavailable if the store cannot be reached
     */
    public Optional<Checksums> get(FileNode file, Effort effort) throws CastoreException {
        Optional<Checksums> known = kept.get(file.digest());
        if (known.isPresent() || closed) {
            return known;
        }
        return switch (effort) {
            case NONE -> known;
            case CHEAP -> isSmall(file) ? atOnce(file) : begun(file);
            case WAIT -> isSmall(file) ? atOnce(file) : awaited(file);
        };
    }

    /** A size of 2^63 and more is negative, and no blob has it. */
    private static boolean isSmall(FileNode file) {
        return file.size() >= 0 && file.size() <= SMALL;
    }

    private Optional<Checksums> atOnce(FileNode file) throws CastoreException {
        Flight flight = flight(file);
        flight.run();
        return await(flight);
    }

    private Optional<Checksums> begun(FileNode file) {
        if (!flights.containsKey(file.digest())) {
            Flight flight = flight(file);
            enter(background, flight);
            flight.result().exceptionally(LazyChecksums::report);
        }
        return Optional.empty();
    }

    /** Nobody waits for what is done in the background, so what goes wrong there is said here. */
    private static @Nullable Checksums report(Throwable failure) {
        if (failure instanceof CastoreException) {
            LOG.warn("while checksums were made in the background: {}", failure.getMessage());
        }
        return null;
    }

    /** A flight that waits in the background changes lanes; one that has begun goes on where it is. */
    private Optional<Checksums> awaited(FileNode file) throws CastoreException {
        Flight flight = flight(file);
        enter(wished, flight);
        return await(flight);
    }

    private Flight flight(FileNode file) {
        return flights.computeIfAbsent(file.digest(), digest -> new Flight(this::make, file, this::landed));
    }

    private static void enter(Lane lane, Flight flight) {
        if (!lane.enter(flight)) {
            flight.giveUp();
        }
    }

    private Checksums make(FileNode file) throws CastoreException {
        try (BlobReader blob = blobs.open(file)) {
            Checksums made = new ChecksumPass().over(file.digest(), blob, () -> closed);
            kept.put(file.digest(), made);
            return made;
        }
    }

    private void landed(Flight flight) {
        flights.remove(flight.file().digest(), flight);
    }

    private Optional<Checksums> await(Flight flight) throws CastoreException {
        try {
            return Optional.of(flight.result().get(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | CancellationException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            return rethrown(e);
        }
    }

    private static Optional<Checksums> rethrown(ExecutionException e) throws CastoreException {
        return switch (e.getCause()) {
            case CastoreException castore -> throw castore;
            case CancellationException stopped -> Optional.empty();
            case null, default -> throw new IllegalStateException("a blob could not be read for its checksums", e);
        };
    }

    /** Stops what is under way, and waits for that a second at most. Harmless when repeated. */
    @Override
    public void close() {
        closed = true;
        background.close();
        wished.close();
    }
}
