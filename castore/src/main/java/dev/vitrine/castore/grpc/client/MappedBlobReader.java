package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.blob.BlobReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** A blob in a file that nobody else can reach or change. It is mapped, since no interrupt of a thread closes a mapping. */
final class MappedBlobReader implements BlobReader {
    private final Arena arena;
    private final MemorySegment bytes;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MappedBlobReader(Arena arena, MemorySegment bytes) {
        this.arena = arena;
        this.bytes = bytes;
    }

    /** All that the file holds, which may be closed from now on. */
    static MappedBlobReader of(FileChannel file) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            return new MappedBlobReader(arena, file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return bytes.byteSize();
    }

    /** Its memory says so itself if the reader is closed. */
    @Override
    public int read(long position, ByteBuffer target) {
        if (position < 0) {
            throw new IllegalArgumentException("negative position " + position);
        }
        int length = (int) Math.min(target.remaining(), Math.max(0, size() - position));
        if (length > 0) {
            MemorySegment.ofBuffer(target).copyFrom(bytes.asSlice(position, length));
            target.position(target.position() + length);
        }
        return length;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            arena.close();
        }
    }
}
