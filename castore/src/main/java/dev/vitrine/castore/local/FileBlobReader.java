package dev.vitrine.castore.local;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.outboard.OutboardBytes;
import dev.vitrine.castore.outboard.OutboardCheck;
import dev.vitrine.castore.outboard.StoredOutboard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A blob that is a file, which stays open. Thread-safe.
 *
 * <p>A thread that is interrupted while it reads from a {@link FileChannel} closes it for everybody. One impatient reader must not
 * cost the others theirs, so the interrupt is put off until after the read, and a channel that was lost that way is opened again.
 */
final class FileBlobReader implements BlobReader {
    private final BlobFiles files;
    private final Digest digest;
    private final long size;
    private final StoredOutboard outboard;
    private final Failures failures;
    private volatile FileChannel channel;
    private volatile boolean closed;

    FileBlobReader(
            BlobFiles files,
            Digest digest,
            long size,
            FileChannel channel,
            StoredOutboard outboard,
            Failures failures) {
        this.files = files;
        this.digest = digest;
        this.size = size;
        this.channel = channel;
        this.outboard = outboard;
        this.failures = failures;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Optional<Path> backingFile() {
        return Optional.of(files.path(digest));
    }

    @Override
    public void checkOutboard() throws CastoreException {
        OutboardCheck.check(digest, size, outboard);
    }

    @Override
    public int readOutboard(long position, ByteBuffer target) throws CastoreException {
        return OutboardBytes.read(digest, size, outboard, position, target);
    }

    @Override
    public int read(long position, ByteBuffer target) throws CastoreException {
        if (position < 0) {
            throw new IllegalArgumentException("negative position " + position);
        }
        checkOpen();
        int length = (int) Math.min(target.remaining(), Math.max(0, size - position));
        ByteBuffer slice = target.slice(target.position(), length);
        fill(position, slice);
        target.position(target.position() + length);
        return length;
    }

    private void fill(long position, ByteBuffer slice) throws CastoreException {
        boolean interrupted = Thread.interrupted();
        try {
            while (slice.hasRemaining()) {
                interrupted |= readOnce(position + slice.position(), slice);
            }
        } catch (IOException e) {
            throw e instanceof CastoreException known ? known : failures.io("read a blob file of", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Reads some bytes, or none if the channel was lost; says whether an interrupt came meanwhile. */
    private boolean readOnce(long position, ByteBuffer slice) throws IOException {
        FileChannel used = channel;
        try {
            if (used.read(slice, position) < 0) {
                throw new Corrupt("the file of blob " + digest + " ends before byte " + size);
            }
            return false;
        } catch (ClosedByInterruptException e) {
            boolean interrupted = Thread.interrupted();
            reopen();
            return interrupted;
        } catch (ClosedChannelException e) {
            reopen();
            return false;
        }
    }

    private synchronized void reopen() throws IOException {
        checkOpen();
        if (!channel.isOpen()) {
            channel = files.open(digest);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the blob reader is closed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
