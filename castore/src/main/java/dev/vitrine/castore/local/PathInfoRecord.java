package dev.vitrine.castore.local;

import dev.vitrine.castore.codec.PathInfoCodec;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.nix.PathInfo;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What the index says of a store path: the CRC-32C of what follows, big-endian, and the {@code PathInfo} message. Immutable.
 *
 * @param bytes of the record
 */
record PathInfoRecord(ByteBuffer bytes) {
    /** Copies a record out of the index. */
    static PathInfoRecord read(ByteBuffer record) {
        return new PathInfoRecord(ReadTransaction.copy(record));
    }

    static PathInfoRecord of(PathInfo info) {
        byte[] message = PathInfoCodec.encode(info);
        return new PathInfoRecord(ByteBuffer.allocate(Integer.BYTES + message.length)
                .putInt(crc(message))
                .put(message)
                .flip());
    }

    int length() {
        return bytes.remaining();
    }

    void write(ByteBuffer record) {
        record.put(bytes.duplicate());
    }

    /** What it says. */
    PathInfo decode() throws Corrupt {
        try {
            return decode(bytes.duplicate());
        } catch (Invalid e) {
            throw new Corrupt("what the index says of a store path is damaged: " + e.getMessage(), e);
        }
    }

    private static PathInfo decode(ByteBuffer record) throws Corrupt, Invalid {
        int crc = record.remaining() < Integer.BYTES ? 0 : record.getInt();
        byte[] message = ReadTransaction.bytes(record);
        if (crc != crc(message)) {
            throw new Corrupt("what the index says of a store path is damaged");
        }
        return PathInfoCodec.decode(message);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
