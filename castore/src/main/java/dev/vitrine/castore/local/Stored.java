package dev.vitrine.castore.local;

import dev.vitrine.castore.gc.Amount;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;

/** A blob or directory in the index. Each kind has a name space of its own: the same digest may be in both. */
record Stored(Kind kind, Digest digest) {
    enum Kind {
        BLOB(Table.BLOBS, (byte) 'b'),
        DIRECTORY(Table.DIRECTORIES, (byte) 'd');

        private final Table table;
        private final byte letter;

        Kind(Table table, byte letter) {
            this.table = table;
            this.letter = letter;
        }

        Table table() {
            return table;
        }

        /** How much content a value of the table stands for. */
        Amount amount(ByteBuffer value) {
            return switch (this) {
                case BLOB -> Amount.blob(BlobRecord.size(value));
                case DIRECTORY -> Amount.directory(value.remaining());
            };
        }
    }

    static Stored blob(Digest digest) {
        return new Stored(Kind.BLOB, digest);
    }

    static Stored directory(Digest digest) {
        return new Stored(Kind.DIRECTORY, digest);
    }

    /** What {@link #kindedKey} made. */
    static Stored fromKindedKey(ByteBuffer key) {
        Kind kind = key.get() == Kind.BLOB.letter ? Kind.BLOB : Kind.DIRECTORY;
        return new Stored(kind, Digest.from(key));
    }

    Table table() {
        return kind.table();
    }

    /** The key in its own table. */
    byte[] key() {
        return digest.toByteArray();
    }

    /** The key in a table that holds both kinds. */
    byte[] kindedKey() {
        return ByteBuffer.allocate(1 + Digest.LENGTH)
                .put(kind.letter)
                .put(digest.toByteArray())
                .array();
    }

    /** Whether it is a blob that is a file. */
    boolean isFile(ReadTransaction transaction) {
        return kind == Kind.BLOB
                && transaction.get(table(), key(), BlobRecord::isFile).orElse(false);
    }

    /** Takes it out of the index, with all that the index says of it. */
    void remove(WriteTransaction transaction) {
        transaction.delete(table(), key());
        Condemned.pardon(transaction, this);
        switch (kind) {
            case BLOB -> transaction.delete(Table.CHECKSUMS, key());
            case DIRECTORY -> {}
        }
    }

    /** How much content a value of its table stands for. */
    Amount amount(ByteBuffer value) {
        return kind.amount(value);
    }
}
