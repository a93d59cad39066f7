package dev.vitrine.castore.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The LMDB databases in the index. */
enum Table {
    /** Digest to {@link BlobRecord}. */
    BLOBS,
    /** Digest to canonical encoding. */
    DIRECTORIES,
    /** Name to {@link RootRecord}. */
    ROOTS,
    /** Digest to {@link ChecksumRecord}. Stores of earlier versions lack it, and earlier versions pass it by. */
    CHECKSUMS,
    /** Name of a root that is a store path to {@link PathInfoRecord}. Likewise. */
    PATH_INFOS,
    /** {@link Stored#kindedKey} to {@link Condemned}: what no root reached, and will be removed unless it is written again. */
    CONDEMNED,
    /** The scratch directory of a process to the pin that it holds: see {@link Pins}. */
    PINS,
    /** {@link Stored#kindedKey} to when it was last used: see {@link LocalCache}. */
    USES,
    /** What concerns the store as a whole. */
    META;

    /** The name in the index, which is part of the format. */
    byte[] databaseName() {
        return switch (this) {
            case BLOBS -> "blobs".getBytes(US_ASCII);
            case DIRECTORIES -> "directories".getBytes(US_ASCII);
            case ROOTS -> "roots".getBytes(US_ASCII);
            case CHECKSUMS -> "checksums".getBytes(US_ASCII);
            case PATH_INFOS -> "pathinfos".getBytes(US_ASCII);
            case CONDEMNED -> "condemned".getBytes(US_ASCII);
            case PINS -> "pins".getBytes(US_ASCII);
            case USES -> "uses".getBytes(US_ASCII);
            case META -> "meta".getBytes(US_ASCII);
        };
    }
}
