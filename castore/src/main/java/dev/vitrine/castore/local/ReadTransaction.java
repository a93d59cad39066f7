package dev.vitrine.castore.local;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.Txn;

/**
 * A look at the index as it was at one moment. What it shows is memory of LMDB's own, and must be copied before the transaction
 * ends. For one thread at a time.
 */
class ReadTransaction {
    /** LMDB's limit; ours are 32 bytes and 255. */
    private static final int MAX_KEY = 511;

    private final Txn<ByteBuffer> transaction;
    private final Map<Table, Dbi<ByteBuffer>> tables;
    private final ByteBuffer key;

    ReadTransaction(Txn<ByteBuffer> transaction, Map<Table, Dbi<ByteBuffer>> tables, ByteBuffer key) {
        this.transaction = transaction;
        this.tables = tables;
        this.key = key;
    }

    /** LMDB takes keys in direct buffers only; they cost so much that they are used again. */
    static ByteBuffer keyBuffer() {
        return ByteBuffer.allocateDirect(MAX_KEY);
    }

    /** What remains in a buffer, in memory of our own. */
    static ByteBuffer copy(ByteBuffer shown) {
        return ByteBuffer.wrap(bytes(shown));
    }

    /** What remains in a buffer, as an array. */
    static byte[] bytes(ByteBuffer shown) {
        byte[] bytes = new byte[shown.remaining()];
        shown.duplicate().get(bytes);
        return bytes;
    }

    final boolean contains(Table table, byte[] key) {
        return find(table, key) != null;
    }

    /** What {@code copy} makes of the value; empty when the key is not there. */
    final <T> Optional<T> get(Table table, byte[] key, Function<ByteBuffer, T> copy) {
        ByteBuffer value = find(table, key);
        return value == null ? Optional.empty() : Optional.of(copy.apply(value));
    }

    /** Shows each key and value, in the byte order of the keys. */
    final void forEach(Table table, BiConsumer<ByteBuffer, ByteBuffer> visitor) {
        try (Cursor<ByteBuffer> cursor = dbi(table).openCursor(transaction)) {
            for (boolean more = cursor.first(); more; more = cursor.next()) {
                visitor.accept(cursor.key(), cursor.val());
            }
        }
    }

    /** What is shown each key and value; says whether it wants more. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(ByteBuffer key, ByteBuffer value);
    }

    /** Shows keys and values in the byte order of the keys, from the first key that is {@code start} or comes after it. */
    final void forEachFrom(Table table, byte[] start, Visitor visitor) {
        try (Cursor<ByteBuffer> cursor = dbi(table).openCursor(transaction)) {
            boolean more = start.length == 0 ? cursor.first() : cursor.get(direct(start), GetOp.MDB_SET_RANGE);
            while (more && visitor.visit(cursor.key(), cursor.val())) {
                more = cursor.next();
            }
        }
    }

    private @Nullable ByteBuffer find(Table table, byte[] key) {
        return dbi(table).get(transaction, direct(key));
    }

    final ByteBuffer direct(byte[] bytes) {
        return key.clear().put(bytes).flip();
    }

    final Dbi<ByteBuffer> dbi(Table table) {
        return Objects.requireNonNull(tables.get(table));
    }

    final Txn<ByteBuffer> transaction() {
        return transaction;
    }
}
