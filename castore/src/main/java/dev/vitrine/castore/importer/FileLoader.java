package dev.vitrine.castore.importer;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * Turns open files into blobs, one after the other, through one buffer off the heap: memory does not grow with the file. Not
 * thread-safe: each thread has one of its own.
 */
final class FileLoader {
    private static final int BUFFER = 256 * 1024;

    /** Files that fit in it are handed over as a whole; for them a writer of their own would cost more than their bytes. */
    private static final int SMALL = 64 * 1024;

    private final RawFiles files = new RawFiles();
    private final MemorySegment segment = Arena.ofAuto().allocate(BUFFER);
    private final ByteBuffer buffer = segment.asByteBuffer();
    private final BlobBatch batch;
    private final ImportListener listener;
    private final BooleanSupplier stopped;

    /** How many bytes of the file at hand were read. */
    private long length;

    /** @param stopped asked between two reads; once it is true, loading ends as if interrupted */
    FileLoader(BlobBatch batch, ImportListener listener, BooleanSupplier stopped) {
        this.batch = batch;
        this.listener = listener;
        this.stopped = stopped;
    }

    /**
     * Reads the file to its end.
     *
     * @throws ImportException if it cannot be read, or is another one afterwards than when it was opened
     */
    FileNode load(OpenFile file) throws IOException {
        length = 0;
        boolean whole = fill(file);
        Digest digest = whole && length <= SMALL ? put(file) : stream(file);
        listener.fileDone(length);
        return new FileNode(digest, length, file.before().executable());
    }

    private Digest put(OpenFile file) throws IOException {
        checkUnchanged(file);
        return batch.put(buffer);
    }

    private Digest stream(OpenFile file) throws IOException {
        try (BlobWriter writer = batch.create()) {
            while (buffer.hasRemaining()) {
                writer.write(buffer);
                fill(file);
            }
            checkUnchanged(file);
            return writer.finish();
        }
    }

    /** Fills the buffer and says whether the file ended. */
    private boolean fill(OpenFile file) throws IOException {
        int filled = 0;
        int count = -1;
        while (filled < BUFFER && count != 0) {
            count = read(file, segment.asSlice(filled));
            filled += count;
        }
        buffer.clear().limit(filled);
        length += filled;
        listener.bytesRead(filled);
        return count == 0;
    }

    private int read(OpenFile file, MemorySegment into) throws IOException {
        if (stopped.getAsBoolean()) {
            throw TreeWalk.interrupted();
        }
        try {
            return files.read(file.descriptor(), into);
        } catch (ErrnoException e) {
            throw ImportException.unreadable(file.location(), e);
        }
    }

    private void checkUnchanged(OpenFile file) throws IOException {
        FileStat after;
        try {
            after = files.stat(file.descriptor());
        } catch (ErrnoException e) {
            throw ImportException.unreadable(file.location(), e);
        }
        if (length != after.size() || !after.equals(file.before())) {
            throw ImportException.changed(file.location());
        }
    }
}
