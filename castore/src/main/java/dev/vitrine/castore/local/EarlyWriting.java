package dev.vitrine.castore.local;

import java.io.FileNotFoundException;
import java.nio.file.Path;

/**
 * Keeps the disk busy while a long file is being written: what was written is on its way to the disk soon, instead of all at once when
 * the file is synced. Short files are left alone. Not thread-safe.
 */
final class EarlyWriting implements AutoCloseable {
    /** In bytes: long enough to be worth a call, short enough that a sync finds little left to do. */
    private static final long STRETCH = 8 << 20;

    private static final int NOT_OPEN = -1;

    private final Path file;
    private int descriptor = NOT_OPEN;
    private long begun;

    EarlyWriting(Path file) {
        this.file = file;
    }

    /** So many bytes of the file are written by now. */
    void reached(long length) throws FileNotFoundException {
        if (length - begun < STRETCH) {
            return;
        }
        if (descriptor == NOT_OPEN) {
            descriptor = DiskCalls.openToRead(file);
        }
        DiskCalls.startWriting(descriptor, begun, length - begun);
        begun = length;
    }

    @Override
    public void close() {
        if (descriptor != NOT_OPEN) {
            DiskCalls.close(descriptor);
            descriptor = NOT_OPEN;
        }
    }
}
