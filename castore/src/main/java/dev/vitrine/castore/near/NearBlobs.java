package dev.vitrine.castore.near;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.HeapBlobReader;
import dev.vitrine.castore.local.LocalStore;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.near.BlobFlights.Fetched;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blobs of the near store, and of the far one where they are not there: small ones are fetched whole, large ones as they are read. */
final class NearBlobs implements BlobService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NearBlobs.class);

    /** So many bytes of small blobs are fetched before they are opened, and at most an eighth of what may be kept. */
    private static final long MOST_AHEAD = 8 << 20;

    private final LocalStore near;
    private final BlobService far;
    private final Publisher publisher;
    private final OpenBlobs open;
    private final NearOptions options;
    private final FilesAhead ahead;
    private final BlobFlights flights;
    private final LongAdder found = new LongAdder();
    private final LongAdder fetched = new LongAdder();
    private final LongAdder fetchedAhead = new LongAdder();

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
        this.flights = new BlobFlights(near, far, publisher, options.absence());
    }

    @Override
    public boolean has(Digest digest) throws CastoreException {
        return near.blobs().has(digest) || flights.has(digest);
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
        (isHere ? found : fetched).increment();
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
            switch (flights.fetch(digest)) {
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

    private final class Ahead implements FilesAhead.Fetching {
        @Override
        public boolean passes(FileNode file) throws CastoreException {
            return Long.compareUnsigned(file.size(), BlobFlights.SMALL) > 0
                    || publisher.blob(file.digest()).isPresent()
                    || near.blobs().has(file.digest());
        }

        @Override
        public void fetch(FileNode file) throws CastoreException {
            if (!passes(file) && publisher.budget().hasRoom(file.size())) {
                flights.fetch(file.digest());
                fetchedAhead.increment();
            }
        }
    }

    /** What is here, and how often it helped. */
    NearFigures figures() {
        Budget budget = publisher.budget();
        return new NearFigures(found.sum(), fetched.sum(), fetchedAhead.sum(), budget.evicted(), budget.kept());
    }

    @Override
    public BlobBatch batch() throws CastoreException {
        return far.batch();
    }

    /** Lets go of large blobs that are not whole. */
    @Override
    public void close() {
        flights.close();
    }
}
