package dev.vitrine.gateway.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blobs that were asked for lately, each {@linkplain HotBlob at hand}. A blob never changes, so none is ever stale; a damaged or
 * deleted one may be served on for as long as it is kept. Thread-safe.
 */
public final class HotBlobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HotBlobs.class);

    /** Up to this many bytes a blob is copied to memory; a longer one is kept only where it is a file. */
    static final int COPIED = 64 << 10;

    /**
     * What is mapped is never looked at again, so all of it must have been verified. Up to this many bytes that is done there and then, in
     * some milliseconds; a longer file is mapped once those who read it have come to its end.
     */
    static final int VERIFIED = 16 << 20;

    /** A mapped file takes a descriptor and no memory of ours; it weighs so many bytes, which bounds how many are open. */
    private static final int FILE_WEIGHT = 64 << 10;

    /** What an entry takes besides its bytes, about. */
    private static final int OVERHEAD = 256;

    private final Cache<Digest, HotBlob> blobs;

    /** Keeps up to {@code maxWeight} bytes of blobs in memory, or a mapped file in place of each 64 KiB of that. */
    public HotBlobs(long maxWeight) {
        blobs = Caffeine.newBuilder()
                .maximumWeight(maxWeight)
                .weigher((Digest digest, HotBlob blob) -> weight(blob))
                .removalListener((digest, blob, cause) -> {
                    if (blob != null) {
                        blob.close();
                    }
                })
                .executor(Runnable::run)
                .build();
    }

    private static int weight(HotBlob blob) {
        return blob.file().isPresent() ? FILE_WEIGHT : (int) blob.size() + OVERHEAD;
    }

    /**
     * The contents of a file: at hand if they are, or can be brought there, and from the store otherwise. The caller closes the reader.
     *
     * @throws CastoreException as {@link CastoreView#open}
     */
    BlobReader open(CastoreView view, Entry.File file) throws CastoreException {
        Optional<HotBlob> known = get(file);
        return known.isPresent() ? known.get() : load(file.node().digest(), view.open(file));
    }

    /**
     * The contents of a file if they are at hand. Never waits. The caller closes them. A file node that lies about its size is for the view
     * to find out.
     */
    Optional<HotBlob> get(Entry.File file) {
        HotBlob blob = blobs.getIfPresent(file.node().digest());
        return blob != null && blob.size() == file.node().size() && blob.retain()
                ? Optional.of(blob)
                : Optional.empty();
    }

    private BlobReader load(Digest digest, BlobReader reader) throws CastoreException {
        try {
            Optional<HotBlob> loaded = load(reader);
            if (loaded.isEmpty()) {
                return reader;
            }
            keep(digest, loaded.get());
            reader.close();
            return loaded.get();
        } catch (CastoreException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void keep(Digest digest, HotBlob blob) {
        if (blob.retain()) {
            blobs.put(digest, blob);
        }
    }

    private static Optional<HotBlob> load(BlobReader reader) throws CastoreException {
        if (reader.size() <= COPIED) {
            return Optional.of(copy(reader));
        }
        if (reader.size() <= VERIFIED) {
            verify(reader);
        }
        return reader.backingFile().flatMap(file -> map(file, reader.size()));
    }

    /** What is damaged is read through its reader, which gives what is right of it. */
    private static void verify(BlobReader reader) throws CastoreException {
        try {
            reader.verify();
        } catch (Corrupt e) {
            LOG.warn("a file is not kept at hand: {}", e.getMessage());
        }
    }

    /** A file that cannot be mapped, say because too many are open, is read through its reader, which knows what to say. */
    private static Optional<HotBlob> map(Path file, long length) {
        try {
            return Optional.of(HotBlob.mapped(file, length));
        } catch (IOException e) {
            LOG.debug("a blob file cannot be mapped: {}", e.toString());
            return Optional.empty();
        }
    }

    private static HotBlob copy(BlobReader reader) throws CastoreException {
        byte[] bytes = new byte[(int) reader.size()];
        BlobTransfer.fill(reader, 0, ByteBuffer.wrap(bytes));
        return HotBlob.inMemory(bytes);
    }

    /** Lets go of all; those in use are freed when their users have released them. */
    @Override
    public void close() {
        blobs.invalidateAll();
    }
}
