package dev.vitrine.castore.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.HeapBlobReader;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blobs of the near store, and of the far one where they are not there: small ones are fetched whole, large ones as they are read. */
final class NearBlobs implements BlobService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NearBlobs.class);

    /** The longest blob that is fetched whole, in bytes. */
    private static final long SMALL = 1 << 20;

    /** Large blobs stay for a while after they were closed before they are whole: programs open a file several times. */
    private static final int IDLE = 64;

    private static final Duration IDLE_TIME = Duration.ofMinutes(5);
    private static final int ABSENT = 100_000;

    /** So many bytes of small blobs are fetched before they are opened, and at most an eighth of what may be kept. */
    private static final long MOST_AHEAD = 8 << 20;

    private final LocalStore near;
    private final BlobService far;
    private final Publisher publisher;
    private final OpenBlobs open;
    private final NearOptions options;
    private final FilesAhead ahead;
    private final Flights<Digest, Fetched> flights = new Flights<>();
    private final Cache<Digest, Boolean> absent;
    private final Cache<Digest, PartialBlob> partial = Caffeine.newBuilder()
            .maximumSize(IDLE)
            .expireAfterAccess(IDLE_TIME)
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .removalListener((@Nullable Digest _, @Nullable PartialBlob blob, RemovalCause _) -> release(blob))
            .build();

    NearBlobs(
            LocalStore near,
            BlobService far,
            Publisher publisher,
            OpenBlobs open,
            KnownTree tree,
            NearOptions options) {
        this.near = near;
        this.far = far;
        this.publisher = publisher;
        this.open = open;
        this.options = options;
        this.ahead = new FilesAhead(tree, new Ahead(), Math.min(MOST_AHEAD, options.maxBytes() / 8));
        this.absent = Caffeine.newBuilder()
                .maximumSize(ABSENT)
                .expireAfterWrite(options.absence())
                .executor(Runnable::run)
                .build();
    }

    private static void release(@Nullable PartialBlob blob) {
        if (blob != null) {
            blob.release();
        }
    }

    /** What a fetch has brought. */
    private sealed interface Fetched {
        record Absent() implements Fetched {}

        /** It had just been kept. */
        record Kept() implements Fetched {}

        record Small(ByteBuffer bytes) implements Fetched {}

        record Large(PartialBlob blob) implements Fetched {}
    }

    @Override
    public boolean has(Digest digest) throws CastoreException {
        if (near.blobs().has(digest) || publisher.blob(digest).isPresent()) {
            return true;
        }
        if (absent.getIfPresent(digest) != null) {
            return false;
        }
        boolean there = far.has(digest);
        if (!there) {
            absent.put(digest, true);
        }
        return there;
    }

    @Override
    public Optional<BlobReader> open(Digest digest) throws CastoreException {
        Optional<BlobReader> kept = openKept(digest);
        noteOpened(digest, kept.isPresent() || publisher.blob(digest).isPresent());
        if (kept.isPresent()) {
            publisher.use(digest);
            return Optional.of(reader(digest, kept.get()));
        }
        return openFetched(digest).map(fetched -> reader(digest, fetched));
    }

    /** Before it is fetched, so that others come with it. */
    private void noteOpened(Digest digest, boolean isHere) {
        if (!options.readsAhead()) {
            return;
        }
        if (isHere) {
            ahead.found(digest);
        } else {
            ahead.missed(digest);
        }
    }

    private NearBlobReader reader(Digest digest, BlobReader current) {
        return new NearBlobReader(digest, current, open, this::replace);
    }

    /** What is damaged here is as good as absent: it is fetched again. */
    private Optional<BlobReader> openKept(Digest digest) throws CastoreException {
        try {
            return near.blobs().open(digest);
        } catch (Corrupt e) {
            log.warn("blob {} is fetched again: {}", digest, e.getMessage());
            near.cache().forget(digest);
            return Optional.empty();
        }
    }

    /** Opens anew what was found to be damaged while it was read. */
    private BlobReader replace(Digest digest, Corrupt damage) throws CastoreException {
        log.warn("blob {} is fetched again: {}", digest, damage.getMessage());
        near.cache().forget(digest);
        return openFetched(digest).orElseThrow(() -> damage);
    }

    private Optional<BlobReader> openFetched(Digest digest) throws CastoreException {
        while (true) {
            Optional<ByteBuffer> waiting = publisher.blob(digest);
            if (waiting.isPresent()) {
                return Optional.of(new HeapBlobReader(waiting.get()));
            }
            if (absent.getIfPresent(digest) != null) {
                return Optional.empty();
            }
            switch (fetched(digest)) {
                case Fetched.Absent _ -> {
                    return Optional.empty();
                }
                case Fetched.Kept _ -> {
                    Optional<BlobReader> kept = openKept(digest);
                    if (kept.isPresent()) {
                        return kept;
                    }
                }
                case Fetched.Small(ByteBuffer bytes) -> {
                    return Optional.of(new HeapBlobReader(bytes.duplicate()));
                }
                case Fetched.Large(PartialBlob blob) -> {
                    if (blob.use()) {
                        return Optional.of(new PartialBlobReader(blob, options.readsAhead()));
                    }
                }
            }
        }
    }

    private Fetched fetched(Digest digest) throws CastoreException {
        PartialBlob known = partial.getIfPresent(digest);
        return known != null ? new Fetched.Large(known) : flights.join(digest, () -> fetch(digest));
    }

    /** Looks once more, since an earlier flight may have ended between the caller's look and this one. */
    private Fetched fetch(Digest digest) throws CastoreException {
        Optional<ByteBuffer> waiting = publisher.blob(digest);
        if (waiting.isPresent()) {
            return new Fetched.Small(waiting.get());
        }
        if (near.blobs().has(digest)) {
            return new Fetched.Kept();
        }
        Optional<BlobReader> found = far.open(digest);
        if (found.isEmpty()) {
            absent.put(digest, true);
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

    private final class Ahead implements FilesAhead.Fetching {
        @Override
        public boolean passes(FileNode file) throws CastoreException {
            return Long.compareUnsigned(file.size(), SMALL) > 0
                    || publisher.blob(file.digest()).isPresent()
                    || near.blobs().has(file.digest());
        }

        @Override
        public void fetch(FileNode file) throws CastoreException {
            if (!passes(file) && publisher.budget().hasRoom(file.size())) {
                fetched(file.digest());
            }
        }
    }

    @Override
    public BlobBatch batch() throws CastoreException {
        return far.batch();
    }

    /** Lets go of large blobs that are not whole. */
    @Override
    public void close() {
        partial.invalidateAll();
    }
}
