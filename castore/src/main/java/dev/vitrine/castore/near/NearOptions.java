package dev.vitrine.castore.near;

import java.time.Duration;

/**
 * How much of the far store is kept, and for how long its answers hold.
 *
 * @param maxBytes how many bytes of blobs and directories are kept, about; 1 or more
 * @param minUsableBytes how many bytes the file system keeps for others: with fewer left, nothing more is kept and old things go
 * @param readsAhead whether more is fetched than was asked for: of a large blob while it is read from one end to the other, and the next files while those
 *     of a tree are opened one after the other
 * @param absence how long the answer that something is not there holds
 */
public record NearOptions(long maxBytes, long minUsableBytes, boolean readsAhead, Duration absence) {
    /** 10 GiB, 1 GiB, with reading ahead, and 3 s. */
    public static final NearOptions DEFAULTS = new NearOptions(10L << 30, 1L << 30, true, Duration.ofSeconds(3));

    public NearOptions {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a near store keeps at least one byte, not " + maxBytes);
        }
        if (minUsableBytes < 0) {
            throw new IllegalArgumentException("no fewer than 0 bytes can be left, not " + minUsableBytes);
        }
    }

    /** These options with another time for which absence holds. */
    public NearOptions withAbsence(Duration time) {
        return new NearOptions(maxBytes, minUsableBytes, readsAhead, time);
    }

    /** These options with another bound. */
    public NearOptions withMaxBytes(long bytes) {
        return new NearOptions(bytes, minUsableBytes, readsAhead, absence);
    }

    /** These options with another bound on what is left of the file system. */
    public NearOptions withMinUsableBytes(long bytes) {
        return new NearOptions(maxBytes, bytes, readsAhead, absence);
    }

    /** These options with or without reading ahead. */
    public NearOptions withReadsAhead(boolean reads) {
        return new NearOptions(maxBytes, minUsableBytes, reads, absence);
    }
}
