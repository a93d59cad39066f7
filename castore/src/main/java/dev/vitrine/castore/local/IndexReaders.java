package dev.vitrine.castore.local;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;

/**
 * Read transactions that are used again and again: to begin one anew costs a lock that all processes share. Between uses they are
 * reset, so that they keep no old page alive. Thread-safe, but for {@link #close}.
 */
final class IndexReaders implements AutoCloseable {
    /** More may be in use at once; this many wait for the next use, and each takes one of LMDB's reader slots. */
    private static final int IDLE = 64;

    private final Env<ByteBuffer> env;
    private final Map<Table, Dbi<ByteBuffer>> tables;
    private final BlockingQueue<ReadTransaction> idle = new ArrayBlockingQueue<>(IDLE);

    IndexReaders(Env<ByteBuffer> env, Map<Table, Dbi<ByteBuffer>> tables) {
        this.env = env;
        this.tables = tables;
    }

    <T> T read(Function<ReadTransaction, T> query) {
        ReadTransaction reader = begin();
        boolean answered = false;
        try {
            T result = query.apply(reader);
            answered = true;
            return result;
        } finally {
            if (answered) {
                keep(reader);
            } else {
                reader.transaction().close();
            }
        }
    }

    private ReadTransaction begin() {
        @Nullable ReadTransaction reader = idle.poll();
        if (reader == null) {
            return new ReadTransaction(env.txnRead(), tables, ReadTransaction.keyBuffer());
        }
        reader.transaction().renew();
        return reader;
    }

    private void keep(ReadTransaction reader) {
        reader.transaction().reset();
        if (!idle.offer(reader)) {
            end(reader);
        }
    }

    /** Ends those that are idle. No other may be in use any more. */
    @Override
    public void close() {
        for (ReadTransaction reader = idle.poll(); reader != null; reader = idle.poll()) {
            end(reader);
        }
    }

    /** lmdbjava frees a transaction only if it is active: one that was reset would keep its reader slot for good. */
    private static void end(ReadTransaction reader) {
        reader.transaction().renew();
        reader.transaction().close();
    }
}
