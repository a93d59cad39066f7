package dev.vitrine.castore.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * The sentence on something that no root reached: it will be removed, unless it is written again or a root reaches it by then. Who
 * reads finds it as ever; who writes takes it for absent, and writes it again.
 *
 * @param number of the commit that condemned it, counted over all times and processes; commits that condemn have ever greater ones
 * @param time in milliseconds since the epoch
 */
record Condemned(long number, long time) {
    private static final int LENGTH = 2 * Long.BYTES;
    private static final byte[] LAST = "condemned".getBytes(US_ASCII);

    static Condemned read(ByteBuffer value) {
        return new Condemned(value.getLong(), value.getLong());
    }

    /** The sentence, if there is one. */
    static Optional<Condemned> find(ReadTransaction transaction, Stored stored) {
        return transaction.get(Table.CONDEMNED, stored.kindedKey(), Condemned::read);
    }

    /** Whether it is stored and not condemned, so that a writer may rely on it. */
    static boolean spares(ReadTransaction transaction, Stored stored) {
        return transaction.contains(stored.table(), stored.key())
                && !transaction.contains(Table.CONDEMNED, stored.kindedKey());
    }

    /** The number of the last commit that condemned anything. */
    static long lastNumber(ReadTransaction transaction) {
        return transaction.get(Table.META, LAST, ByteBuffer::getLong).orElse(0L);
    }

    /** The number of this commit, which is to condemn something. */
    static long nextNumber(WriteTransaction transaction) {
        long next = lastNumber(transaction) + 1;
        transaction.put(Table.META, LAST, Long.BYTES, value -> value.putLong(next));
        return next;
    }

    void enter(WriteTransaction transaction, Stored stored) {
        transaction.put(
                Table.CONDEMNED,
                stored.kindedKey(),
                LENGTH,
                value -> value.putLong(number).putLong(time));
    }

    /** Takes the sentence back, if there is one. Whoever writes something does so in the same commit. */
    static void pardon(WriteTransaction transaction, Stored stored) {
        transaction.delete(Table.CONDEMNED, stored.kindedKey());
    }

    /** Whether its grace is over. */
    boolean isDue(long now, Duration grace) {
        return now - time >= grace.toMillis();
    }
}
