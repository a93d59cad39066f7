package dev.vitrine.castore.outboard;

import dev.vitrine.castore.model.CastoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the outboard of one blob is kept. Thread-safe. Nothing that comes from there is believed before it is verified. */
public interface StoredOutboard {
    /** Whether there is none, not even a damaged one. */
    boolean isMissing();

    /**
     * Opens it; empty if it is missing or has another length. The caller closes it.
     *
     * @throws CastoreException.Unavailable if it may be there but cannot be opened now
     */
    Optional<Nodes> open(long bytes) throws CastoreException;

    /** A name for a new file, not used before. */
    Path newFile();

    /** Takes over a file and puts it in the place of what was there. */
    void replace(Path file) throws IOException;

    /** An open outboard, for one thread. */
    interface Nodes extends AutoCloseable {
        /** Fills the array from that byte of the outboard on, or throws. */
        void read(long position, byte[] target) throws IOException;

        @Override
        void close() throws IOException;
    }
}
