package dev.vitrine.castore.importer;

import dev.vitrine.castore.model.FileNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The threads that load files. Few files wait at a time, so that memory and open files stay bounded; after the first failure the
 * rest are only closed. One thread submits and closes. The threads are never interrupted: that would close files of the store.
 */
final class LoaderPool implements AutoCloseable {
    /** Enough that no thread waits for the walk. */
    private static final int WAITING_PER_THREAD = 8;

    private final ExecutorService threads;
    private final Semaphore room;
    private final int capacity;
    private final ThreadLocal<FileLoader> loaders;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** What is done with a file once it is loaded. */
    @FunctionalInterface
    interface Loaded {
        void accept(FileNode node) throws IOException;
    }

    LoaderPool(int count, Function<LoaderPool, FileLoader> loader) {
        threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("import-", 0).factory());
        capacity = count * WAITING_PER_THREAD;
        room = new Semaphore(capacity);
        loaders = ThreadLocal.withInitial(() -> loader.apply(this));
    }

    /** Whether what is not loaded yet is wanted no more. */
    boolean isStopped() {
        return failure.get() != null;
    }

    /**
     * Waits for room, and then leaves the file to a thread, which closes it. Throws what another file failed with, so that the walk
     * ends soon.
     */
    void submit(OpenFile file, Loaded loaded) throws IOException {
        try {
            acquire(1);
            check();
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
        threads.execute(() -> run(file, loaded));
    }

    /** Waits until every file is loaded; throws what the first one failed with. */
    void finish() throws IOException {
        acquire(capacity);
        room.release(capacity);
        check();
    }

    private void acquire(int permits) throws InterruptedIOException {
        try {
            room.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TreeWalk.interrupted();
        }
    }

    private void check() throws IOException {
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new AssertionError(e);
        }
    }

    private void run(OpenFile file, Loaded loaded) {
        try (file) {
            if (!isStopped()) {
                loaded.accept(loaders.get().load(file));
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } finally {
            room.release();
        }
    }

    /** Stops what still runs, at its next read, and waits for it. */
    @Override
    public void close() {
        failure.compareAndSet(null, new CancellationException());
        room.acquireUninterruptibly(capacity);
        threads.shutdown();
    }
}
