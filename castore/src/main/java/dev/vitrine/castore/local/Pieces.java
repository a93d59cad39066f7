package dev.vitrine.castore.local;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A table that is read from its start to its end in pieces, each in a transaction of its own, so that none keeps old pages alive for
 * long. What is entered or removed meanwhile may be seen or not. Not thread-safe.
 */
final class Pieces {
    private final Index index;
    private final Table table;
    private final int size;
    private byte[] start = {};

    /**
     * Pieces of a table.
     *
     * @param size how many keys a piece has
     */
    Pieces(Index index, Table table, int size) {
        this.index = index;
        this.table = table;
        this.size = size;
    }

    /** What is shown each key and value, which must be copied. */
    interface Visitor {
        void visit(ReadTransaction transaction, ByteBuffer key, ByteBuffer value);
    }

    /** Shows the next piece; says whether there was one. */
    boolean next(Visitor visitor) throws Unavailable {
        return index.read(transaction -> next(transaction, visitor)) > 0;
    }

    private int next(ReadTransaction transaction, Visitor visitor) {
        int[] seen = {0};
        transaction.forEachFrom(table, start, (key, value) -> {
            start = after(key);
            visitor.visit(transaction, key, value);
            return ++seen[0] < size;
        });
        return seen[0];
    }

    /** The key that comes next after this one: the same with a zero behind it. */
    private static byte[] after(ByteBuffer key) {
        return Arrays.copyOf(ReadTransaction.bytes(key), key.remaining() + 1);
    }
}
