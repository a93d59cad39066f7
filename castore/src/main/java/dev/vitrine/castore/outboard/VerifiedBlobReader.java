package dev.vitrine.castore.outboard;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A stored blob of which no byte is handed out before its group was verified: the very bytes in the buffer are hashed, so that what the
 * disk gives a second time cannot differ. Thread-safe, like the stored one.
 */
final class VerifiedBlobReader implements BlobReader {
    /** How many bytes are read at once, to be hashed while the processor's cache has them. */
    private static final int PIECE = 256 << 10;

    private final BlobReader stored;
    private final TreeShape shape;
    private final GroupCheck groups;
    private final VerifiedGroups verified;
    private final GroupBuffers buffers;
    private final boolean always;

    VerifiedBlobReader(BlobReader stored, TreeShape shape, GroupCheck groups, GroupBuffers buffers, boolean always) {
        this.stored = stored;
        this.shape = shape;
        this.groups = groups;
        this.verified = groups.verified();
        this.buffers = buffers;
        this.always = always;
    }

    @Override
    public long size() {
        return stored.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws CastoreException {
        long length = Math.min(target.remaining(), shape.size() - position);
        if (position < 0 || length <= 0 || isVerified(position, length)) {
            return stored.read(position, target);
        }
        ByteBuffer slice = target.slice(target.position(), (int) length);
        while (slice.hasRemaining()) {
            readSome(position + slice.position(), slice);
        }
        target.position(target.position() + slice.capacity());
        return slice.capacity();
    }

    private boolean isVerified(long position, long length) {
        return !always
                && (verified.isComplete()
                        || verified.hasAll(shape.groupAt(position), shape.groupAt(position + length - 1)));
    }

    /** Whole groups go straight into the buffer; of a group that is asked for in part, the rest goes through another one. */
    private void readSome(long position, ByteBuffer slice) throws CastoreException {
        long group = shape.groupAt(position);
        boolean whole = position == shape.start(group) && slice.remaining() >= shape.length(group);
        if (whole) {
            readWhole(group, slice);
        } else {
            readPart(group, position, slice);
        }
    }

    private void readWhole(long first, ByteBuffer slice) throws CastoreException {
        long end = shape.start(first) + Math.min(slice.remaining(), PIECE);
        long last = end == shape.size() ? shape.groupAt(end - 1) : shape.groupAt(end) - 1;
        int length = (int) (shape.start(last) - shape.start(first)) + shape.length(last);
        ByteBuffer bytes = slice.slice(slice.position(), length);
        fill(shape.start(first), bytes.duplicate());
        check(first, last, bytes);
        slice.position(slice.position() + length);
    }

    private void readPart(long group, long position, ByteBuffer slice) throws CastoreException {
        int from = (int) (position - shape.start(group));
        int length = Math.min(slice.remaining(), shape.length(group) - from);
        if (!always && verified.has(group)) {
            fill(position, slice.slice(slice.position(), length));
            slice.position(slice.position() + length);
            return;
        }
        ByteBuffer whole = buffers.take(shape.length(group));
        try {
            fill(shape.start(group), whole.duplicate());
            check(group, group, whole);
            slice.put(whole.slice(from, length));
        } finally {
            buffers.giveBack(whole);
        }
    }

    /** Those that follow each other and were not verified are hashed together. */
    private void check(long first, long last, ByteBuffer bytes) throws CastoreException {
        long next = first;
        while (next <= last) {
            long from = next;
            while (next <= last && isUnverified(next)) {
                next++;
            }
            if (next > from) {
                int at = (int) (shape.start(from) - shape.start(first));
                int end = (int) (shape.start(next - 1) - shape.start(first)) + shape.length(next - 1);
                groups.check(from, next - 1, bytes.slice(at, end - at));
            } else {
                next++;
            }
        }
    }

    private boolean isUnverified(long group) {
        return always || !verified.has(group);
    }

    private void fill(long position, ByteBuffer bytes) throws CastoreException {
        stored.read(position, bytes);
        if (bytes.hasRemaining()) {
            throw new Corrupt("a blob ends before its length of " + shape.size() + " bytes");
        }
    }

    /** Not where each read is verified: there nothing may lead around that. */
    @Override
    public Optional<Path> backingFile() {
        return !always && verified.isComplete() ? stored.backingFile() : Optional.empty();
    }

    @Override
    public void verify() throws CastoreException {
        if (always || verified.isComplete()) {
            return;
        }
        groups.prepare();
        try {
            LongStream.range(0, shape.groups()).parallel().forEach(this::verify);
        } catch (UncheckedIOException e) {
            throw known(e);
        }
    }

    private static CastoreException known(UncheckedIOException e) {
        if (e.getCause() instanceof CastoreException known) {
            return known;
        }
        throw e;
    }

    private void verify(long group) {
        if (verified.has(group)) {
            return;
        }
        ByteBuffer bytes = buffers.take(shape.length(group));
        try {
            fill(shape.start(group), bytes.duplicate());
            groups.check(group, group, bytes);
        } catch (CastoreException e) {
            throw new UncheckedIOException(e);
        } finally {
            buffers.giveBack(bytes);
        }
    }

    @Override
    public int readOutboard(long position, ByteBuffer target) throws CastoreException {
        return stored.readOutboard(position, target);
    }

    @Override
    public void checkOutboard() throws CastoreException {
        stored.checkOutboard();
    }

    @Override
    public void close() {
        stored.close();
    }
}
