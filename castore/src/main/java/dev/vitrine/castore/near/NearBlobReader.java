package dev.vitrine.castore.near;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A blob that is open, which keeps it from being evicted; and that is opened anew, once, when what is near turns out to be damaged. */
final class NearBlobReader implements BlobReader {
    private final Digest digest;
    private final OpenBlobs open;
    private final Replacement replacement;
    private volatile BlobReader current;
    /** The damaged one: others may be reading it, so it is closed last. */
    private @Nullable BlobReader earlier;

    private boolean closed;

    /** Opens a blob that was found to be damaged from somewhere else. */
    @FunctionalInterface
    interface Replacement {
        BlobReader open(Digest digest, Corrupt damage) throws CastoreException;
    }

    NearBlobReader(Digest digest, BlobReader current, OpenBlobs open, Replacement replacement) {
        this.digest = digest;
        this.current = current;
        this.open = open;
        this.replacement = replacement;
        open.opened(digest);
    }

    @Override
    public long size() {
        return current.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws CastoreException {
        BlobReader used = current;
        int start = target.position();
        try {
            return used.read(position, target);
        } catch (Corrupt e) {
            target.position(start);
            return replaced(used, e).read(position, target);
        }
    }

    private synchronized BlobReader replaced(BlobReader damaged, Corrupt damage) throws CastoreException {
        if (!damaged.equals(current)) {
            return current;
        }
        if (earlier != null || closed) {
            throw damage;
        }
        BlobReader fresh = replacement.open(digest, damage);
        earlier = damaged;
        current = fresh;
        return fresh;
    }

    @Override
    public Optional<Path> backingFile() {
        return current.backingFile();
    }

    @Override
    public void verify() throws CastoreException {
        current.verify();
    }

    @Override
    public void checkOutboard() throws CastoreException {
        current.checkOutboard();
    }

    @Override
    public int readOutboard(long position, ByteBuffer target) throws CastoreException {
        return current.readOutboard(position, target);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            current.close();
            if (earlier != null) {
                earlier.close();
            }
            open.closed(digest);
        }
    }
}
