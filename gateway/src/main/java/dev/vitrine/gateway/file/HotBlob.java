package dev.vitrine.gateway.file;

import dev.vitrine.castore.blob.BlobReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A blob whose bytes can be had without asking the store: a small one in memory, a big one as its file, mapped and open. Thread-safe.
 * Many may read it at once; it is freed when everyone who retained it has closed it, and bytes that were got from it must not be used
 * after that.
 */
public final class HotBlob implements BlobReader {
    private final MemorySegment bytes;
    private final Optional<FileChannel> file;
    private final Runnable freeing;
    private final AtomicInteger users = new AtomicInteger(1);

    private HotBlob(MemorySegment bytes, Optional<FileChannel> file, Runnable freeing) {
        this.bytes = bytes;
        this.file = file;
        this.freeing = freeing;
    }

    /** A blob in memory, whose bytes nobody changes any more. The caller closes it. */
    static HotBlob inMemory(byte[] bytes) {
        return new HotBlob(MemorySegment.ofArray(bytes), Optional.empty(), () -> {});
    }

    /**
     * A blob that is exactly a file. The caller closes it.
     *
     * @throws IOException if the file cannot be opened or mapped, or has another length
     */
    static HotBlob mapped(Path path, long length) throws IOException {
        Arena arena = Arena.ofShared();
        FileChannel file = FileChannel.open(path);
        try {
            if (file.size() != length) {
                throw new IOException("a blob file has another length than its blob");
            }
            MemorySegment bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, length, arena);
            return new HotBlob(bytes, Optional.of(file), () -> free(arena, file));
        } catch (IOException | RuntimeException e) {
            file.close();
            arena.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return bytes.byteSize();
    }

    @Override
    public int read(long position, ByteBuffer target) {
        int length = (int) Math.min(target.remaining(), Math.max(0, size() - position));
        target.put(slice(Math.min(position, size()), length));
        return length;
    }

    /** The file that holds exactly the blob, open for reading, where it is not in memory. */
    Optional<FileChannel> file() {
        return file;
    }

    /** A part of the bytes; at most 2^31-1 of them. */
    ByteBuffer slice(long position, long length) {
        return bytes.asSlice(position, length).asByteBuffer();
    }

    /** Whether these bytes are in memory, so that reading them waits for no disk; a hint, since the kernel may take pages away. */
    boolean isResident(long position, long length) {
        return file.isEmpty() || bytes.asSlice(position, length).isLoaded();
    }

    /** Keeps the blob until one more {@link #close}; false when it was freed already. */
    boolean retain() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** The same blob for one more reader, who closes it; only by who has it. */
    HotBlob share() {
        retain();
        return this;
    }

    /** Ends what the construction or {@link #retain} began; the last one frees the memory and closes the file. */
    @Override
    public void close() {
        if (users.decrementAndGet() == 0) {
            freeing.run();
        }
    }

    private static void free(Arena arena, FileChannel file) {
        arena.close();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
