package dev.vitrine.castore.local;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The LMDB environment of one store. Thread-safe; virtual threads may call it. No transaction outlives the call that began it, so
 * none can keep the file growing.
 */
final class Index implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Index.class);

    /** A commit takes milliseconds; another process may hold the write lock for a big one, or have been stopped while it did. */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final Env<ByteBuffer> env;
    private final Failures failures;
    /** Filled once, before anybody reads it. */
    private final Map<Table, Dbi<ByteBuffer>> tables = new EnumMap<>(Table.class);

    private final IndexReaders readers;
    private final IndexWriter writer;
    /** Every use holds the read lock, {@link #close} takes the write lock: LMDB does not survive a use after its end. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    private Index(Env<ByteBuffer> env, Failures failures) {
        this.env = env;
        this.failures = failures;
        this.writer = new IndexWriter(env, tables);
        this.readers = new IndexReaders(env, tables);
    }

    /** Opens the index of a store; the caller sees to it that it is the only one in this process. */
    static Index open(StoreDirectory directory, long mapSize) throws Unavailable {
        Index index = new Index(Environments.open(directory, mapSize), directory.failures());
        try {
            index.write(index::openTables);
            return index;
        } catch (Unavailable e) {
            index.close();
            throw e;
        }
    }

    /** Makes them where they are missing, and forgets readers that died. */
    private boolean openTables(WriteTransaction transaction) {
        for (Table table : Table.values()) {
            byte[] name = table.databaseName();
            tables.put(table, env.openDbi(transaction.transaction(), name, null, false, DbiFlags.MDB_CREATE));
        }
        env.readerCheck();
        return true;
    }

    /** Asks the index as it is now. The query copies what it keeps. */
    <T> T read(Function<ReadTransaction, T> query) throws Unavailable {
        Lock lock = use();
        try {
            return readers.read(query);
        } catch (LmdbException e) {
            throw failures.index(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Changes the index; the change is durable, and visible to all processes, when this returns. When it throws, the change was not
     * made, unless the deadline was exceeded: then it may be made later.
     */
    <T> T write(Function<WriteTransaction, T> change) throws Unavailable {
        Lock lock = use();
        try {
            return writer.submit(change)
                    .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw failure(e);
        } finally {
            lock.unlock();
        }
    }

    private Unavailable failure(CompletionException e) {
        return switch (e.getCause()) {
            case LmdbException lmdb -> failures.index(lmdb);
            case TimeoutException late ->
                Unavailable.deadlineExceeded("the index was not written in " + DEADLINE.toSeconds() + " seconds", late);
            case null, default -> throw e;
        };
    }

    private Lock use() throws Unavailable {
        Lock lock = use.readLock();
        lock.lock();
        if (closed) {
            lock.unlock();
            throw failures.closed();
        }
        return lock;
    }

    /** Waits for the uses that have begun. Harmless when repeated. */
    @Override
    public void close() {
        Lock lock = use.writeLock();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        if (!writer.stop(DEADLINE)) {
            log.warn("the index is left open, because a write to it does not end");
            return;
        }
        endReaders();
        env.close();
    }

    /** When the disk has failed under it LMDB takes no transaction back; what was acknowledged before is none the worse. */
    private void endReaders() {
        try {
            readers.close();
        } catch (LmdbException e) {
            log.warn("the index was not closed cleanly: {}", e.getMessage());
        }
    }
}
