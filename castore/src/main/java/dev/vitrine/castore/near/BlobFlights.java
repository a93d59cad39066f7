package dev.vitrine.castore.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches blobs from the far store, each once for all who want it at the same time, and remembers for a moment which are not there. Thread-safe. */
final class BlobFlights implements AutoCloseable {
    /** The longest blob that is fetched whole, in bytes. */
    static final long SMALL = 1 << 20;

    /** Large blobs stay for a while after they were closed before they are whole: programs open a file several times. */
    private static final int IDLE = 64;

    private static final Duration IDLE_TIME = Duration.ofMinutes(5);

    private final LocalStore near;
    private final BlobService far;
    private final Publisher publisher;
    private final Flights<Digest, Fetched> flights = new Flights<>();
    private final Absences absent;
    private final Cache<Digest, PartialBlob> partial = Caffeine.newBuilder()
            .maximumSize(IDLE)
            .expireAfterAccess(IDLE_TIME)
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .removalListener((@Nullable Digest _, @Nullable PartialBlob blob, RemovalCause _) -> release(blob))
            .build();

    /** @param absence how long it is remembered that a blob is not there */
    BlobFlights(LocalStore near, BlobService far, Publisher publisher, Duration absence) {
        this.near = near;
        this.far = far;
        this.publisher = publisher;
        this.absent = new Absences(absence);
    }

    private static void release(@Nullable PartialBlob blob) {
        if (blob != null) {
            blob.release();
        }
    }

    /** What a fetch has brought. */
    sealed interface Fetched {
        record Absent() implements Fetched {}

        /** The near store has it, since a moment ago. */
        record Kept() implements Fetched {}

        record Small(ByteBuffer bytes) implements Fetched {}

        record Large(PartialBlob blob) implements Fetched {}
    }

    /** Whether the blob waits to be kept, or the far store has it. */
    boolean has(Digest digest) throws CastoreException {
        if (publisher.blob(digest).isPresent()) {
            return true;
        }
        if (absent.has(digest)) {
            return false;
        }
        boolean there = far.has(digest);
        if (!there) {
            absent.add(digest);
        }
        return there;
    }

    /**
     * The blob that waits to be kept, or comes from the far store.
     *
     * @throws Corrupt if other bytes come
     */
    Fetched fetch(Digest digest) throws CastoreException {
        if (absent.has(digest)) {
            return new Fetched.Absent();
        }
        Optional<Fetched> known = known(digest);
        return known.isPresent() ? known.get() : flights.join(digest, () -> fly(digest));
    }

    private Optional<Fetched> known(Digest digest) {
        PartialBlob begun = partial.getIfPresent(digest);
        return begun != null
                ? Optional.of(new Fetched.Large(begun))
                : publisher.blob(digest).map(Fetched.Small::new);
    }

    /** Looks once more, since an earlier flight may have ended between the caller's look and this one. */
    private Fetched fly(Digest digest) throws CastoreException {
        Optional<Fetched> known = known(digest);
        if (known.isPresent()) {
            return known.get();
        }
        return near.blobs().has(digest) ? new Fetched.Kept() : fetchFar(digest);
    }

    private Fetched fetchFar(Digest digest) throws CastoreException {
        Optional<BlobReader> found = far.open(digest);
        if (found.isEmpty()) {
            absent.add(digest);
            return new Fetched.Absent();
        }
        BlobReader reader = found.get();
        if (reader.size() > SMALL) {
            return new Fetched.Large(begin(digest, reader));
        }
        try (reader) {
            return new Fetched.Small(readWhole(digest, reader));
        }
    }

    private PartialBlob begin(Digest digest, BlobReader reader) throws CastoreException {
        try {
            PartialBlob blob =
                    PartialBlob.of(digest, reader, publisher, near.cache().newFile(), () -> partial.invalidate(digest));
            partial.put(digest, blob);
            return blob;
        } catch (CastoreException e) {
            reader.close();
            throw e;
        }
    }

    private ByteBuffer readWhole(Digest digest, BlobReader reader) throws CastoreException {
        ByteBuffer bytes = ByteBuffer.allocate((int) reader.size());
        while (bytes.hasRemaining()) {
            if (reader.read(bytes.position(), bytes) == 0) {
                throw new Corrupt("blob " + digest + " ends before its " + reader.size() + " bytes");
            }
        }
        Digest found = Blake3.digest(bytes.flip());
        if (!found.equals(digest)) {
            throw new Corrupt("what the far store has as blob " + digest + " has the digest " + found);
        }
        publisher.put(digest, bytes);
        return bytes;
    }

    /** Lets go of large blobs that are not whole. */
    @Override
    public void close() {
        partial.invalidateAll();
    }
}
