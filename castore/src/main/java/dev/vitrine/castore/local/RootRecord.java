package dev.vitrine.castore.local;

import dev.vitrine.castore.codec.NodeCodec;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import java.nio.ByteBuffer;

/**
 * What the index says of a root name: when it came, when it was last set, and the canonical encoding of its node.
 *
 * @param created in milliseconds since the epoch
 * @param updated likewise
 */
record RootRecord(long created, long updated, ByteBuffer node) {
    private static final int TIMES = 2 * Long.BYTES;

    /** Copies a record out of the index. A record that is cut off has a node of no bytes, which is none. */
    static RootRecord read(ByteBuffer record) {
        if (record.remaining() < TIMES) {
            return new RootRecord(0, 0, ByteBuffer.allocate(0));
        }
        long created = record.getLong();
        long updated = record.getLong();
        return new RootRecord(created, updated, ReadTransaction.copy(record));
    }

    int length() {
        return TIMES + node.remaining();
    }

    void write(ByteBuffer record) {
        record.putLong(created).putLong(updated).put(node.duplicate());
    }

    Node decode(PathComponent name) throws Corrupt {
        try {
            return NodeCodec.decode(ReadTransaction.bytes(node));
        } catch (Invalid e) {
            throw new Corrupt("the node of the root '" + name + "' is damaged: " + e.getMessage(), e);
        }
    }
}
