package dev.vitrine.gateway.file;

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
 * The bytes of one blob where they can be had without asking the store: a small one in memory, a big one as its file, mapped and open.
 * Thread-safe. It is freed when everyone who retained it has released it; bytes that were got from it must not be used after that.
 */
public final class HotBlob {
    private final MemorySegment bytes;
    private final Optional<FileChannel> file;
    private final Arena arena;
    private final AtomicInteger users = new AtomicInteger(1);

    private HotBlob(MemorySegment bytes, Optional<FileChannel> file, Arena arena) {
        this.bytes = bytes;
        this.file = file;
        this.arena = arena;
    }

    /** A blob in memory that is as long as this and still to be filled: its one buffer. The caller has retained it. */
    static HotBlob inMemory(int length) {
        Arena arena = Arena.ofShared();
        return new HotBlob(arena.allocate(length), Optional.empty(), arena);
    }

    /**
     * A blob that is exactly a file. The caller has retained it.
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
            return new HotBlob(file.map(FileChannel.MapMode.READ_ONLY, 0, length, arena), Optional.of(file), arena);
        } catch (IOException | RuntimeException e) {
            file.close();
            arena.close();
            throw e;
        }
    }

    long size() {
        return bytes.byteSize();
    }

    /** The file that holds exactly the blob, open for reading, where it is not in memory. Whoever retained the blob may use it. */
    public Optional<FileChannel> file() {
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

    /** Keeps the blob until {@link #release}; false when it was freed already. */
    boolean retain() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Ends what a construction or {@link #retain} began; the last one frees the memory and closes the file. */
    void release() {
        if (users.decrementAndGet() == 0) {
            free();
        }
    }

    private void free() {
        arena.close();
        file.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
