package dev.vitrine.castore.nar;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/** Turns the contents of files in a NAR into blobs, without keeping more of them than a buffer. Not thread-safe. */
final class NarContents {
    /** Files that fit in the input's buffer are handed over as a whole; for them a writer of their own would cost more than their bytes. */
    private static final int SMALL = 64 << 10;

    private final NarInput input;
    private final BlobBatch batch;
    private final ImportListener listener;

    private long files;
    private long bytes;

    NarContents(NarInput input, BlobBatch batch, ImportListener listener) {
        this.input = input;
        this.batch = batch;
        this.listener = listener;
    }

    /** Reads the length, the contents and their padding. */
    FileNode read(boolean executable) throws IOException {
        long length = input.contentsLength();
        Digest digest = length <= SMALL ? small((int) length) : big(length);
        input.padding(length);
        listener.fileDone(length);
        files++;
        bytes += length;
        return new FileNode(digest, length, executable);
    }

    private Digest small(int length) throws IOException {
        checkNotInterrupted();
        ByteBuffer contents = input.all(length);
        listener.bytesRead(length);
        return batch.put(contents);
    }

    private Digest big(long length) throws IOException {
        try (BlobWriter writer = batch.create()) {
            for (long left = length; left > 0; ) {
                checkNotInterrupted();
                ByteBuffer some = input.some(left);
                left -= some.remaining();
                listener.bytesRead(some.remaining());
                writer.write(some);
            }
            return writer.finish();
        }
    }

    private static void checkNotInterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the import was interrupted");
        }
    }

    /** How many files were read. */
    long files() {
        return files;
    }

    /** How many bytes there were in them. */
    long bytes() {
        return bytes;
    }
}
