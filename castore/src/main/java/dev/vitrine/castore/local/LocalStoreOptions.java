package dev.vitrine.castore.local;

import dev.vitrine.castore.outboard.ReadCheck;

/**
 * How a store is opened. None of this is kept in the store: it may differ each time, and between processes.
 *
 * @param fileThreshold the longest blob, in bytes, that lies in the index; a longer one gets a file of its own. 0 to 1 MiB
 * @param batchBytes how many bytes of small blobs or directories are held in memory before they are written, while as many again may be on
 *     their way to the disk; 1 or more
 * @param mapSize how far the index may grow, in bytes of address space (not of disk); 1 MiB or more. Where the process may not have
 *     that much, half of it is tried, and so on down to 1 GiB
 * @param readCheck when the bytes of blobs are compared with their digests
 */
public record LocalStoreOptions(int fileThreshold, int batchBytes, long mapSize, ReadCheck readCheck) {
    /** 64 KiB, 16 MiB and 1 TiB, verified at the first read. */
    public static final LocalStoreOptions DEFAULTS =
            new LocalStoreOptions(64 << 10, 16 << 20, 1L << 40, ReadCheck.FIRST_READ);

    private static final int MAX_FILE_THRESHOLD = 1 << 20;
    private static final long MIN_MAP_SIZE = 1L << 20;

    public LocalStoreOptions {
        if (fileThreshold < 0 || fileThreshold > MAX_FILE_THRESHOLD) {
            throw new IllegalArgumentException("the file threshold is 0 to 1 MiB, not " + fileThreshold);
        }
        if (batchBytes < 1) {
            throw new IllegalArgumentException("a batch holds at least one byte, not " + batchBytes);
        }
        if (mapSize < MIN_MAP_SIZE) {
            throw new IllegalArgumentException("the map size is 1 MiB or more, not " + mapSize);
        }
    }

    /** These options with another file threshold. */
    public LocalStoreOptions withFileThreshold(int bytes) {
        return new LocalStoreOptions(bytes, batchBytes, mapSize, readCheck);
    }

    /** These options with batches of another size. */
    public LocalStoreOptions withBatchBytes(int bytes) {
        return new LocalStoreOptions(fileThreshold, bytes, mapSize, readCheck);
    }

    /** These options with another map size. */
    public LocalStoreOptions withMapSize(long bytes) {
        return new LocalStoreOptions(fileThreshold, batchBytes, bytes, readCheck);
    }

    /** These options with another way to verify reads. */
    public LocalStoreOptions withReadCheck(ReadCheck check) {
        return new LocalStoreOptions(fileThreshold, batchBytes, mapSize, check);
    }
}
