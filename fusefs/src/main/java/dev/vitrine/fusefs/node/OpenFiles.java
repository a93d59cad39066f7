package dev.vitrine.fusefs.node;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.kernel.Message;
import dev.vitrine.fusefs.kernel.Payload;
import dev.vitrine.fusefs.kernel.Wire.OpenOut;
import dev.vitrine.fusefs.kernel.Wire.ReadIn;
import dev.vitrine.fusefs.kernel.Wire.ReleaseIn;
import dev.vitrine.fusefs.request.Errno;
import dev.vitrine.fusefs.request.Handles;
import dev.vitrine.fusefs.request.LateFailures;
import dev.vitrine.fusefs.request.SharedReader;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How files are opened and read: not at all and by node, where the kernel can do without; or by handle, and then where it may the kernel
 * reads them by itself. The kernel offers the one or the other for a whole mount. Thread-safe.
 */
final class OpenFiles implements AutoCloseable {
    private static final int KEEP_CACHE = 1 << 1;
    private static final int PASSTHROUGH = 1 << 7;
    /** What the kernel sends as a handle of what was never opened. */
    private static final long NO_HANDLE = 0;

    private record Open(long node, SharedReader reader) {}

    private final CastoreView view;
    private final boolean stateless;
    private final Optional<Backings> backings;
    private final OpenBlobs blobs;
    private final LateFailures late = new LateFailures();
    private final Handles<Open> handles = new Handles<>();

    private OpenFiles(CastoreView view, boolean stateless, Optional<Backings> backings) {
        this.view = view;
        this.stateless = stateless;
        this.backings = backings;
        this.blobs = new OpenBlobs(view);
    }

    /** Files that need no opening. */
    static OpenFiles stateless(CastoreView view) {
        return new OpenFiles(view, true, Optional.empty());
    }

    /** Files with a handle each. */
    static OpenFiles withHandles(CastoreView view, Optional<Backings> backings) {
        return new OpenFiles(view, false, backings);
    }

    int open(Node node, Entry.File file, Payload answer) throws CastoreException {
        if (stateless) {
            return Errno.ENOSYS.answer();
        }
        BlobReader reader = view.open(file);
        Optional<Integer> backing = backing(node, reader);
        answer.putLong(OpenOut.FH, handles.add(new Open(node.id(), new SharedReader(reader))));
        answer.putInt(OpenOut.OPEN_FLAGS, backing.isPresent() ? PASSTHROUGH : KEEP_CACHE);
        answer.putInt(OpenOut.BACKING_ID, backing.orElse(0));
        return OpenOut.SIZE;
    }

    /** The reader closes unless it could be asked. */
    private Optional<Integer> backing(Node node, BlobReader reader) throws CastoreException {
        if (backings.isEmpty()) {
            return Optional.empty();
        }
        try {
            return backings.get().open(node.id(), reader);
        } catch (CastoreException e) {
            reader.close();
            throw e;
        }
    }

    int read(Entry.File file, Message read, Payload answer) throws CastoreException {
        long position = read.getLong(ReadIn.OFFSET);
        int length = Math.clamp(Integer.toUnsignedLong(read.getInt(ReadIn.LENGTH)), 0, answer.capacity());
        long handle = read.getLong(ReadIn.FH);
        return late.read(file, position, length, () -> read(file, handle, position, answer.buffer(length)));
    }

    private int read(Entry.File file, long handle, long position, ByteBuffer target) throws CastoreException {
        if (handle == NO_HANDLE) {
            return blobs.read(file, position, target);
        }
        Open open = handles.get(handle).orElseThrow(() -> new IllegalStateException("no such file is open"));
        return open.reader.acquireAndRead(position, target);
    }

    int release(Message release) {
        release(release.getLong(ReleaseIn.FH));
        return 0;
    }

    /** Closes what the kernel was to know by that handle. */
    void release(long handle) {
        handles.remove(handle).ifPresent(this::close);
    }

    private void close(Open open) {
        open.reader.release();
        backings.ifPresent(all -> all.release(open.node));
    }

    /** How many files programs have open, as far as the kernel tells. */
    int count() {
        return handles.count() + blobs.count();
    }

    /** Closes what is still open. Only when no request can come any more. */
    @Override
    public void close() {
        handles.drain(open -> open.reader.release());
        blobs.close();
    }
}
