package dev.vitrine.castore.checksum;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.castore.model.Digest;
import java.util.Optional;

/** The checksums of the blobs that were asked for last, on the heap; some 250 bytes each. Thread-safe. */
public final class MemoryChecksumService implements ChecksumService {
    private final Cache<Digest, Checksums> cache;

    /** One that keeps about so many. */
    public MemoryChecksumService(long count) {
        cache = Caffeine.newBuilder().maximumSize(count).executor(Runnable::run).build();
    }

    @Override
    public Optional<Checksums> get(Digest digest) {
        return Optional.ofNullable(cache.getIfPresent(digest));
    }

    @Override
    public void put(Digest digest, Checksums checksums) {
        cache.put(digest, checksums);
    }
}
