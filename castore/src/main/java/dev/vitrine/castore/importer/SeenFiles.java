package dev.vitrine.castore.importer;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What an earlier import of the same source left in a file of {@link SeenFilesWriter}. The file is not durable, and it need not be there:
 * whatever is wrong with it or with a part of it, nothing is known then, and files are read. Thread-safe.
 */
final class SeenFiles {
    static final long MAGIC = 0x5654524e53454e31L; // VTRNSEN1
    /** Device, inode, offset, length, CRC-32C: of one directory, at the end of the file. */
    static final int ROW = 4 * Long.BYTES + Integer.BYTES;
    /** Number of rows, CRC-32C of the rows, and the magic number. */
    static final int TRAILER = Long.BYTES + Integer.BYTES + Long.BYTES;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final SeenFiles NOTHING = new SeenFiles(MemorySegment.NULL, MemorySegment.NULL);

    private final MemorySegment file;
    /** Sorted by device and inode, unsigned. */
    private final MemorySegment rows;

    private SeenFiles(MemorySegment file, MemorySegment rows) {
        this.file = file;
        this.rows = rows;
    }

    static SeenFiles nothing() {
        return NOTHING;
    }

    /** Maps the file, for as long as somebody uses this. */
    static SeenFiles read(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return rows(file).map(rows -> new SeenFiles(file, rows)).orElse(NOTHING);
        } catch (IOException e) {
            return NOTHING;
        }
    }

    private static Optional<MemorySegment> rows(MemorySegment file) {
        long end = file.byteSize() - TRAILER;
        if (end < 0 || file.get(LONG, end + Long.BYTES + Integer.BYTES) != MAGIC) {
            return Optional.empty();
        }
        long count = file.get(LONG, end);
        if (count < 0 || count > end / ROW) {
            return Optional.empty();
        }
        MemorySegment rows = file.asSlice(end - count * ROW, count * ROW);
        return crc(rows) == file.get(INT, end + Long.BYTES) ? Optional.of(rows) : Optional.empty();
    }

    static int crc(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        for (long at = 0; at < bytes.byteSize(); at += Integer.MAX_VALUE) {
            long length = Math.min(Integer.MAX_VALUE, bytes.byteSize() - at);
            crc.update(bytes.asSlice(at, length).asByteBuffer());
        }
        return (int) crc.getValue();
    }

    /** What {@link SeenDirectory#encoding} gave for the directory; empty if that is not known. */
    Optional<ByteBuffer> directory(FileStat.Key key) {
        long low = 0;
        long high = rows.byteSize() / ROW;
        while (low < high) {
            long middle = (low + high) >>> 1;
            int order = compare(middle * ROW, key);
            if (order == 0) {
                return encoding(middle * ROW);
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle;
        }
        return Optional.empty();
    }

    private int compare(long row, FileStat.Key key) {
        int order = Long.compareUnsigned(rows.get(LONG, row), key.device());
        return order != 0 ? order : Long.compareUnsigned(rows.get(LONG, row + Long.BYTES), key.inode());
    }

    private Optional<ByteBuffer> encoding(long row) {
        long offset = rows.get(LONG, row + 2 * Long.BYTES);
        long length = rows.get(LONG, row + 3 * Long.BYTES);
        if (offset < 0 || length < 0 || length > Integer.MAX_VALUE || offset > file.byteSize() - length) {
            return Optional.empty();
        }
        MemorySegment encoding = file.asSlice(offset, length);
        boolean intact = crc(encoding) == rows.get(INT, row + 4 * Long.BYTES);
        return intact ? Optional.of(ByteBuffer.wrap(encoding.toArray(JAVA_BYTE))) : Optional.empty();
    }
}
