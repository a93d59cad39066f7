package dev.vitrine.castore.local;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What the index says of a blob: one byte for the kind, and then what that kind needs, big-endian. There is room for more kinds.
 */
sealed interface BlobRecord {
    byte INLINE = 1;
    byte FILE = 2;

    /** How many bytes the record takes. */
    int length();

    /** Fills the buffer, which has that many bytes. */
    void write(ByteBuffer record);

    /** The length of the blob, without copying its bytes; 0 if the record is damaged. */
    static long size(ByteBuffer record) {
        byte kind = record.hasRemaining() ? record.get() : 0;
        return switch (kind) {
            case INLINE -> Math.max(0, record.remaining() - Integer.BYTES);
            case FILE -> record.remaining() != Long.BYTES ? 0 : record.getLong();
            default -> 0;
        };
    }

    /** Whether the record says that the blob is a file. */
    static boolean isFile(ByteBuffer record) {
        return record.hasRemaining() && record.get(record.position()) == FILE;
    }

    /** Copies a record out of the index. */
    static BlobRecord read(ByteBuffer record) {
        byte kind = record.hasRemaining() ? record.get() : 0;
        return switch (kind) {
            case INLINE -> record.remaining() < Integer.BYTES ? new Unknown(kind) : Inline.read(record);
            case FILE -> record.remaining() != Long.BYTES ? new Unknown(kind) : new InFile(record.getLong());
            default -> new Unknown(kind);
        };
    }

    /**
     * The bytes of the blob themselves, after their CRC-32C: LMDB's pages have no checksum of their own, and this one costs a
     * hundredth of a BLAKE3.
     */
    record Inline(int checksum, ByteBuffer bytes) implements BlobRecord {
        static Inline of(ByteBuffer bytes) {
            return new Inline(checksum(bytes), bytes);
        }

        private static Inline read(ByteBuffer record) {
            int checksum = record.getInt();
            return new Inline(checksum, ReadTransaction.copy(record));
        }

        boolean isIntact() {
            return checksum(bytes) == checksum;
        }

        private static int checksum(ByteBuffer bytes) {
            CRC32C crc = new CRC32C();
            crc.update(bytes.duplicate());
            return (int) crc.getValue();
        }

        @Override
        public int length() {
            return 1 + Integer.BYTES + bytes.remaining();
        }

        @Override
        public void write(ByteBuffer record) {
            record.put(INLINE).putInt(checksum).put(bytes.duplicate());
        }
    }

    /** The blob is a file of its own, of that many bytes. */
    record InFile(long size) implements BlobRecord {
        @Override
        public int length() {
            return 1 + Long.BYTES;
        }

        @Override
        public void write(ByteBuffer record) {
            record.put(FILE).putLong(size);
        }
    }

    /** A damaged record, or one of a later version. */
    record Unknown(byte kind) implements BlobRecord {
        @Override
        public int length() {
            return 1;
        }

        @Override
        public void write(ByteBuffer record) {
            record.put(kind);
        }
    }
}
