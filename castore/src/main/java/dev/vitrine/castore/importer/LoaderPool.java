package dev.vitrine.castore.importer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The threads that load files. Files change hands in handfuls, since to wake a thread takes as long as to load a small file; what waits
 * is bounded. After the first failure the rest are only closed. One thread submits and closes. The threads are never interrupted: that
 * would close files of the store.
 */
final class LoaderPool implements AutoCloseable {
    /** So many files are gathered before the threads hear of them. */
    private static final int HANDFUL = 32;
    /** So many files may wait for each thread. */
    private static final int WAITING = 128;
    /** A thread takes this part of its share of what waits, so that long files at the end are spread over all threads. */
    private static final int PART = 2;

    private static final int MOST_AT_ONCE = 16;

    private final int capacity;
    private final int share;
    private final List<Thread> threads;
    private List<PendingFile> gathered = new ArrayList<>(HANDFUL);

    private final Lock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();

    /** Guarded by {@link #lock}, like the two below. */
    private final Deque<PendingFile> waiting = new ArrayDeque<>();

    private int beingLoaded;
    private boolean closed;
    private volatile @Nullable Throwable failure;

    /** What one of the threads does with each file. */
    @FunctionalInterface
    interface Loader {
        /** Loads the file; the caller closes it. */
        void load(PendingFile file) throws IOException;
    }

    /** @param loader makes the loader of one thread, on that thread */
    LoaderPool(int count, Function<LoaderPool, Loader> loader) {
        capacity = count * WAITING;
        share = count * PART;
        threads = IntStream.range(0, count)
                .mapToObj(i -> Thread.ofPlatform().daemon().name("import-" + i).unstarted(() -> run(loader)))
                .toList();
        threads.forEach(Thread::start);
    }

    /** Whether what is not loaded yet is wanted no more. */
    boolean isStopped() {
        return failure != null;
    }

    /**
     * Leaves the file to the threads, which close it; waits for room. Throws what another file failed with, so that the walk ends
     * soon.
     */
    void submit(PendingFile file) throws IOException {
        gathered.add(file);
        if (gathered.size() >= HANDFUL) {
            handOver();
        }
    }

    private void handOver() throws IOException {
        lock.lock();
        try {
            awaitWhile(() -> waiting.size() >= capacity && !isStopped());
            check();
            waiting.addAll(gathered);
            gathered = new ArrayList<>(HANDFUL);
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every file is loaded; throws what the first one failed with. */
    void finish() throws IOException {
        handOver();
        lock.lock();
        try {
            awaitWhile(() -> !waiting.isEmpty() || beingLoaded > 0);
            check();
        } finally {
            lock.unlock();
        }
    }

    private void awaitWhile(BooleanSupplier so) throws InterruptedIOException {
        try {
            while (so.getAsBoolean()) {
                room.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TreeWalk.interrupted();
        }
    }

    private void check() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new AssertionError(e);
        }
    }

    private void run(Function<LoaderPool, Loader> makeLoader) {
        Loader loader = made(makeLoader);
        for (List<PendingFile> files = take(); !files.isEmpty(); files = take()) {
            files.forEach(file -> load(loader, file));
            loaded(files.size());
        }
    }

    /** A thread that cannot make its loader still closes files. */
    private Loader made(Function<LoaderPool, Loader> makeLoader) {
        try {
            return makeLoader.apply(this);
        } catch (RuntimeException | Error e) {
            fail(e);
            return file -> {};
        }
    }

    /** The next files; none when the pool is closed. */
    private List<PendingFile> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                work.awaitUninterruptibly();
            }
            int count = Math.clamp(waiting.size() / share, Math.min(1, waiting.size()), MOST_AT_ONCE);
            List<PendingFile> files = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                files.add(waiting.remove());
            }
            beingLoaded += count;
            return files;
        } finally {
            lock.unlock();
        }
    }

    private void loaded(int count) {
        lock.lock();
        try {
            beingLoaded -= count;
            if (waiting.size() < capacity) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void load(Loader loader, PendingFile file) {
        try (file) {
            if (!isStopped()) {
                loader.load(file);
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable first) {
        if (failure == null) {
            failure = first;
        }
    }

    /** Stops what still runs, at its next read, and waits for it. */
    @Override
    public void close() {
        fail(new CancellationException());
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        gathered.forEach(PendingFile::close);
        gathered.clear();
        threads.forEach(LoaderPool::join);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
