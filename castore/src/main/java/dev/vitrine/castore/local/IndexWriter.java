package dev.vitrine.castore.local;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this process that writes to the index. LMDB's write lock belongs to an operating system thread, which a virtual
 * thread may leave at any time; and changes that wait for the lock together can be committed, and flushed to disk, together.
 * Thread-safe, but for {@link #stop}.
 */
final class IndexWriter {
    private static final Logger log = LoggerFactory.getLogger(IndexWriter.class);

    /** How many changes go into one commit at most. The biggest are some megabytes each. */
    private static final int GROUP = 64;
    /** How often readers that died in other processes are looked for: they would keep old pages from being used again. */
    private static final Duration READER_CHECK = Duration.ofMinutes(1);

    private final Env<ByteBuffer> env;
    private final Map<Table, Dbi<ByteBuffer>> tables;
    private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>();
    private final ByteBuffer key = ReadTransaction.keyBuffer();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("vitrine-index-writer").unstarted(this::run);

    IndexWriter(Env<ByteBuffer> env, Map<Table, Dbi<ByteBuffer>> tables) {
        this.env = env;
        this.tables = tables;
        thread.start();
    }

    /** Puts the change in line. The future has its result when it is durable, or why it, and what shared its commit, is not. */
    <T> CompletableFuture<T> submit(Function<WriteTransaction, T> change) {
        CompletableFuture<T> done = new CompletableFuture<>();
        waiting.add(new Change<>(change, done));
        return done;
    }

    /** Ends the thread once nothing waits any more; says whether it has ended in time. */
    boolean stop(Duration patience) {
        thread.interrupt();
        boolean interrupted = false;
        try {
            return thread.join(patience);
        } catch (InterruptedException e) {
            interrupted = true;
            return !thread.isAlive();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            while (true) {
                @Nullable Change<?> first = waiting.poll(READER_CHECK.toSeconds(), TimeUnit.SECONDS);
                if (first == null) {
                    checkReaders();
                } else {
                    commit(group(first));
                }
            }
        } catch (InterruptedException e) {
            // stop() asked for it
        }
    }

    private void checkReaders() {
        int dead = env.readerCheck();
        if (dead > 0) {
            log.debug("{} readers of dead processes were removed from the index", dead);
        }
    }

    private List<Change<?>> group(Change<?> first) {
        List<Change<?>> group = new ArrayList<>();
        group.add(first);
        waiting.drainTo(group, GROUP - 1);
        return group;
    }

    private void commit(List<Change<?>> group) {
        try (Txn<ByteBuffer> transaction = env.txnWrite()) {
            WriteTransaction write = new WriteTransaction(transaction, tables, key);
            group.forEach(change -> change.apply(write));
            transaction.commit();
        } catch (Throwable e) { // whatever it is, those who wait must hear of it, and the next change is not to blame
            group.forEach(change -> change.done.completeExceptionally(e));
            return;
        }
        group.forEach(Change::complete);
    }

    private static final class Change<T> {
        private final Function<WriteTransaction, T> change;
        private final CompletableFuture<T> done;
        private @Nullable Runnable completion;

        Change(Function<WriteTransaction, T> change, CompletableFuture<T> done) {
            this.change = change;
            this.done = done;
        }

        void apply(WriteTransaction transaction) {
            T result = change.apply(transaction);
            completion = () -> done.complete(result);
        }

        void complete() {
            if (completion != null) {
                completion.run();
            }
        }
    }
}
