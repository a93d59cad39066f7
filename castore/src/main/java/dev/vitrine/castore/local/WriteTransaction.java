package dev.vitrine.castore.local;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import org.lmdbjava.Dbi;
import org.lmdbjava.Txn;

/** A change of the index that takes effect as a whole, when it is committed, or not at all. Only the index's writer has one. */
final class WriteTransaction extends ReadTransaction {
    WriteTransaction(Txn<ByteBuffer> transaction, Map<Table, Dbi<ByteBuffer>> tables, ByteBuffer key) {
        super(transaction, tables, key);
    }

    /** Sets the value of a key: {@code write} fills a buffer of {@code size} bytes, which is a page of LMDB's own. */
    void put(Table table, byte[] key, int size, Consumer<ByteBuffer> write) {
        write.accept(dbi(table).reserve(transaction(), direct(key), size));
    }

    /** Removes a key and says whether it was there. */
    boolean delete(Table table, byte[] key) {
        return dbi(table).delete(transaction(), direct(key));
    }
}
