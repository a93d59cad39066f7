package dev.vitrine.castore.outboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * What this process has verified of the blobs of one store. Bounded: of blobs that were forgotten, the bytes are verified again.
 * Thread-safe.
 */
public final class VerifiedBlobs {
    /** A bit for each group of 16 KiB, and as much again for each blob: some 100,000 blobs, or all groups of 4 TiB. */
    private static final long GROUPS_BYTES = 32 << 20;
    /** 32 KiB for each region of 16 MiB in which reading has begun: 16 GiB. */
    private static final long VALUES_BYTES = 32 << 20;
    /** To find out that a blob is broken may take hashing all of it: not for each read again. */
    private static final Duration BROKEN = Duration.ofSeconds(30);

    private static final int OVERHEAD = 128;

    private final Cache<Digest, VerifiedGroups> groups = Caffeine.newBuilder()
            .maximumWeight(GROUPS_BYTES)
            .weigher((Digest digest, VerifiedGroups blob) -> blob.weight())
            .executor(Runnable::run)
            .build();

    private final Cache<Region, byte[]> values = Caffeine.newBuilder()
            .maximumWeight(VALUES_BYTES)
            .weigher((Region region, byte[] bytes) -> bytes.length + OVERHEAD)
            .executor(Runnable::run)
            .build();

    private final Cache<Digest, String> broken = Caffeine.newBuilder()
            .maximumSize(1000)
            .expireAfterWrite(BROKEN)
            .executor(Runnable::run)
            .build();

    private final GroupBuffers buffers = new GroupBuffers();

    private record Region(Digest digest, long number) {}

    /** A reader of a blob that lies in the store with an outboard beside it; closing it closes the stored one. */
    public BlobReader verifying(Digest digest, BlobReader stored, StoredOutboard outboard, ReadCheck check) {
        return switch (check) {
            case OFF -> stored;
            case FIRST_READ, ALWAYS -> verifying(digest, stored, outboard, TreeShape.of(stored.size()), check);
        };
    }

    BlobReader verifying(Digest digest, BlobReader stored, StoredOutboard outboard, TreeShape shape, ReadCheck check) {
        VerifiedGroups known = groups(digest, shape);
        if (known.isComplete() && check == ReadCheck.FIRST_READ) {
            return stored;
        }
        GroupCheck groups = new GroupCheck(this, digest, shape, stored, outboard, known);
        return new VerifiedBlobReader(stored, shape, groups, buffers, check == ReadCheck.ALWAYS);
    }

    private VerifiedGroups groups(Digest digest, TreeShape shape) {
        VerifiedGroups known = groups.getIfPresent(digest);
        return known != null && known.count() == shape.groups()
                ? known
                : groups.asMap()
                        .merge(
                                digest,
                                VerifiedGroups.none(shape.groups()),
                                (old, fresh) -> old.count() == fresh.count() ? old : fresh);
    }

    /**
     * Verifies a blob that is at hand as a whole.
     *
     * @throws Corrupt if its bytes do not have the digest
     */
    public void verify(Digest digest, ByteBuffer bytes, ReadCheck check) throws Corrupt {
        switch (check) {
            case OFF -> {}
            case FIRST_READ -> {
                if (groups.getIfPresent(digest) == null) {
                    verify(digest, bytes);
                    groups.put(digest, VerifiedGroups.all(1));
                }
            }
            case ALWAYS -> verify(digest, bytes);
        }
    }

    private static void verify(Digest digest, ByteBuffer bytes) throws Corrupt {
        Digest actual = Blake3.digest(bytes);
        if (!actual.equals(digest)) {
            throw new Corrupt("blob " + digest + " has wrong bytes: their digest is " + actual);
        }
    }

    /** Weighs the blob anew, of which all is verified now. */
    void completed(Digest digest, VerifiedGroups blob) {
        groups.asMap().replace(digest, blob, blob);
    }

    Optional<byte[]> values(Digest digest, long region) {
        return Optional.ofNullable(values.getIfPresent(new Region(digest, region)));
    }

    void keepValues(Digest digest, long region, byte[] bytes) {
        values.put(new Region(digest, region), bytes);
    }

    /** Why the blob was found broken lately. */
    Optional<String> broken(Digest digest) {
        return Optional.ofNullable(broken.getIfPresent(digest));
    }

    void keepBroken(Digest digest, String why) {
        broken.put(digest, why);
    }
}
