package dev.vitrine.castore.local;

import dev.vitrine.castore.checksum.Checksums;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** What the index says of the checksums of a blob: one byte for the kind, the CRC-32C of what follows, big-endian, and the checksums. */
final class ChecksumRecord {
    /** How many bytes a record takes. */
    static final int LENGTH = 1 + Integer.BYTES + Checksums.LENGTH;

    /** SHA-256 and SHA-512. */
    private static final byte SHA2 = 1;

    private ChecksumRecord() {}

    /** Copies a record out of the index; empty when it is damaged, or of another version. */
    static Optional<Checksums> read(ByteBuffer record) {
        if (record.remaining() != LENGTH || record.get() != SHA2) {
            return Optional.empty();
        }
        int crc = record.getInt();
        byte[] checksums = ReadTransaction.bytes(record);
        return crc == crc(checksums) ? Optional.of(Checksums.of(checksums)) : Optional.empty();
    }

    /** Fills the buffer, which has that many bytes. */
    static void write(Checksums checksums, ByteBuffer record) {
        byte[] bytes = checksums.toByteArray();
        record.put(SHA2).putInt(crc(bytes)).put(bytes);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
