package dev.vitrine.fusefs.request;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import java.nio.ByteBuffer;

/**
 * A reader that is closed when its owner and all who are reading have let go: a read that was given up goes on for as long as the store
 * likes, while the program that had asked for it closes the file. Thread-safe.
 */
public final class SharedReader {
    private final BlobReader reader;
    private int users = 1;

    /** The one who makes it is its owner. */
    public SharedReader(BlobReader reader) {
        this.reader = reader;
    }

    /** Begins to use it; false if it is closed already. Whoever gets true calls {@link #release} later. */
    public synchronized boolean acquire() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** Ends what the constructor or {@link #acquire} began. */
    public synchronized void release() {
        users--;
        if (users == 0) {
            reader.close();
        }
    }

    /** As {@link BlobReader#read}, for those who use it. */
    public int read(long position, ByteBuffer target) throws CastoreException {
        return reader.read(position, target);
    }

    /** As {@link BlobReader#read}, for those who do not use it yet. */
    public int acquireAndRead(long position, ByteBuffer target) throws CastoreException {
        if (!acquire()) {
            throw new IllegalStateException("the file is closed");
        }
        try {
            return read(position, target);
        } finally {
            release();
        }
    }
}
