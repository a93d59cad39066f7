package dev.vitrine.gateway.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The blobs that were asked for lately, each {@linkplain HotBlob at hand}. A blob never changes, so none is ever stale; a damaged or
 * deleted one may be served on for as long as it is kept. Thread-safe.
 */
public final class HotBlobs implements AutoCloseable {
    /** Up to this many bytes a blob is copied to memory; a longer one is kept only where it is a file. */
    static final int COPIED = 64 << 10;

    /** A mapped file takes a descriptor and no memory of ours; it weighs so many bytes, which bounds how many are open. */
    private static final int FILE_WEIGHT = 64 << 10;

    /** What an entry takes besides its bytes, about. */
    private static final int OVERHEAD = 256;

    private final Cache<Digest, HotBlob> blobs;

    /** Keeps up to {@code maxWeight} bytes of blobs in memory, or a mapped file in place of each 64 KiB of that. */
    HotBlobs(long maxWeight) {
        blobs = Caffeine.newBuilder()
                .maximumWeight(maxWeight)
                .weigher((Digest digest, HotBlob blob) -> weight(blob))
                .removalListener((digest, blob, cause) -> {
                    if (blob != null) {
                        blob.release();
                    }
                })
                .executor(Runnable::run)
                .build();
    }

    private static int weight(HotBlob blob) {
        return blob.file().isPresent() ? FILE_WEIGHT : (int) blob.size() + OVERHEAD;
    }

    /** The blob, if it is at hand; retained for the caller, who releases it. Never waits. */
    Optional<HotBlob> get(Digest digest) {
        HotBlob blob = blobs.getIfPresent(digest);
        return blob != null && blob.retain() ? Optional.of(blob) : Optional.empty();
    }

    /**
     * Brings the blob at hand, if it is small or a file. Retained for the caller, who releases it; the reader stays the caller's.
     *
     * @throws Corrupt if the blob is shorter than its reader says
     */
    Optional<HotBlob> load(Digest digest, BlobReader reader) throws IOException {
        Optional<HotBlob> known = get(digest);
        if (known.isPresent()) {
            return known;
        }
        Optional<HotBlob> loaded = load(reader);
        loaded.filter(HotBlob::retain).ifPresent(blob -> blobs.put(digest, blob));
        return loaded;
    }

    private static Optional<HotBlob> load(BlobReader reader) throws IOException {
        Optional<Path> file = reader.backingFile();
        if (file.isPresent() && reader.size() > COPIED) {
            return Optional.of(HotBlob.mapped(file.get(), reader.size()));
        }
        return reader.size() <= COPIED ? Optional.of(copy(reader)) : Optional.empty();
    }

    private static HotBlob copy(BlobReader reader) throws IOException {
        HotBlob blob = HotBlob.inMemory((int) reader.size());
        try {
            ByteBuffer target = blob.slice(0, reader.size());
            reader.read(0, target);
            if (target.hasRemaining()) {
                throw new Corrupt("a blob ends before its length of " + reader.size() + " bytes");
            }
            return blob;
        } catch (IOException | RuntimeException e) {
            blob.release();
            throw e;
        }
    }

    /** Lets go of all; those in use are freed when their users have released them. */
    @Override
    public void close() {
        blobs.invalidateAll();
    }
}
