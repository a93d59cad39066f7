package dev.vitrine.castore.outboard;

import dev.vitrine.castore.blob.BlobReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The disk under a verified reader: bytes that a test can damage, and how many of them were asked for. */
final class RecordingReader implements BlobReader {
    static final Path FILE = Path.of("the file");

    private final byte[] bytes;
    private final AtomicLong read = new AtomicLong();
    private volatile boolean damagesWhatItHasRead;

    RecordingReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** From now on every byte changes after it was read once. */
    void damageWhatIsRead() {
        damagesWhatItHasRead = true;
    }

    void flip(long position) {
        bytes[(int) position] ^= 1;
    }

    /** How many bytes were read so far. */
    long read() {
        return read.get();
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(long position, ByteBuffer target) {
        if (position < 0) {
            throw new IllegalArgumentException("negative position " + position);
        }
        int length = (int) Math.min(target.remaining(), Math.max(0, bytes.length - position));
        read.addAndGet(length);
        if (length > 0) {
            target.put(bytes, (int) position, length);
        }
        for (int i = 0; damagesWhatItHasRead && i < length; i++) {
            bytes[(int) position + i] ^= 1;
        }
        return length;
    }

    @Override
    public Optional<Path> backingFile() {
        return Optional.of(FILE);
    }

    @Override
    public void close() {}
}
