package dev.vitrine.castore.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code LOCK}: byte 0 is locked, shared, by every process that has the store open, and by itself by one that must be alone
 * with it; byte 1 is locked for moments by whoever makes or sweeps directories. Not thread-safe.
 */
final class StoreLock implements AutoCloseable {
    private final FileChannel file;

    private StoreLock(FileChannel file) {
        this.file = file;
    }

    /** Takes the shared lock. */
    static StoreLock shared(StoreDirectory directory) throws IOException {
        FileChannel file = FileChannel.open(
                directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = file.tryLock(0, 1, true);
            if (lock == null) {
                throw new IOException("another process has it for itself alone");
            }
            return new StoreLock(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Runs the task while no other process does the like; waits for those that do, which takes moments. */
    <T> T alone(Task<T> task) throws IOException {
        FileLock moment = file.lock(1, 1, false);
        try {
            return task.run();
        } finally {
            moment.release();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    interface Task<T> {
        T run() throws IOException;
    }
}
