package dev.vitrine.castore.local;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two kinds of work apart that cannot share one commit: to move a blob file into place and then tell the index, and to tell the
 * index and then take the file away. Any number of threads and processes publish at once; who removes is alone. Thread-safe.
 *
 * <p>Between processes it is a lock on one byte of a file. Such a lock belongs to the process as a whole, so its threads share one, and
 * are kept apart by a lock in memory first.
 */
final class FileGate {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final FileChannel file;
    private final long position;
    private final Failures failures;
    private final ReadWriteLock threads = new ReentrantReadWriteLock();

    /** Guarded by this, like the lock that they hold together. */
    private int publishers;

    private @Nullable FileLock shared;

    FileGate(FileChannel file, long position, Failures failures) {
        this.file = file;
        this.position = position;
        this.failures = failures;
    }

    /** Held for a moment by one thread, which closes it. */
    interface Hold extends AutoCloseable {
        @Override
        void close() throws Unavailable;
    }

    /** Waits until nobody removes files. */
    Hold toPublish() throws Unavailable {
        long end = System.nanoTime() + DEADLINE.toNanos();
        Lock lock = await(threads.readLock(), end);
        try {
            addPublisher(end);
        } catch (Unavailable e) {
            lock.unlock();
            throw e;
        }
        return () -> {
            try {
                removePublisher();
            } finally {
                lock.unlock();
            }
        };
    }

    /** Waits until nobody publishes or removes files. */
    Hold toRemove() throws Unavailable {
        long end = System.nanoTime() + DEADLINE.toNanos();
        Lock lock = await(threads.writeLock(), end);
        FileLock alone;
        try {
            alone = await(false, end);
        } catch (Unavailable e) {
            lock.unlock();
            throw e;
        }
        return () -> {
            try {
                release(alone);
            } finally {
                lock.unlock();
            }
        };
    }

    private synchronized void addPublisher(long end) throws Unavailable {
        if (shared == null) {
            shared = await(true, end);
        }
        publishers++;
    }

    private synchronized void removePublisher() throws Unavailable {
        publishers--;
        FileLock last = shared;
        if (publishers == 0 && last != null) {
            shared = null;
            release(last);
        }
    }

    /** An interrupt is put off: who waits here has bytes of others in hand. */
    private Lock await(Lock lock, long end) throws Unavailable {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    if (lock.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return lock;
                    }
                    throw late();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asks again and again: to wait inside of the system call has no end, and an interrupt would close the file. */
    private FileLock await(boolean isShared, long end) throws Unavailable {
        boolean interrupted = false;
        try {
            while (true) {
                @Nullable FileLock lock = file.tryLock(position, 1, isShared);
                if (lock != null) {
                    return lock;
                }
                if (System.nanoTime() - end >= 0) {
                    throw late();
                }
                interrupted |= pause();
            }
        } catch (Unavailable e) {
            throw e;
        } catch (IOException e) {
            throw failures.io("lock the blob files of", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Says whether an interrupt came. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void release(FileLock lock) throws Unavailable {
        try {
            lock.release();
        } catch (IOException e) {
            throw failures.io("unlock the blob files of", e);
        }
    }

    private static Unavailable late() {
        String sentence = "the blob files were not free for change in " + DEADLINE.toSeconds() + " seconds";
        return Unavailable.deadlineExceeded(sentence, new TimeoutException());
    }
}
