package dev.vitrine.castore.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code LOCK}: byte 0 is locked, shared, by every process that has the store open, and by itself by one that must be alone
 * with it; byte 1 is locked for moments by whoever makes or sweeps directories; byte 2 by who collects garbage, for as long as that
 * takes; byte 3 is the {@link FileGate}. Not thread-safe, but for {@link #tryCollect}.
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

    /** The lock that one collection of garbage has; empty while there is another, in this process or elsewhere. The caller closes it. */
    Optional<FileLock> tryCollect() throws IOException {
        try {
            return Optional.ofNullable(file.tryLock(2, 1, false));
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    FileGate gate(Failures failures) {
        return new FileGate(file, 3, failures);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    interface Task<T> {
        T run() throws IOException;
    }
}
