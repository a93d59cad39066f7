package dev.vitrine.castore.importer;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Writes the file of {@link SeenFiles}: each directory's entries as it is through, a table of directories, and how to find that. It takes
 * the place of the earlier one at the end. Thread-safe.
 */
final class SeenFilesWriter implements AutoCloseable {
    /** What was seen of a source that nobody has imported for that long is forgotten. */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final Comparator<Row> ORDER = Comparator.comparing(
                    (Row row) -> row.key().device(), Long::compareUnsigned)
            .thenComparing(row -> row.key().inode(), Long::compareUnsigned);

    private final Path target;
    private final Path unfinished;
    private final DataOutputStream out;
    private final List<Row> rows = new ArrayList<>();
    private long written;

    private record Row(FileStat.Key key, long offset, long length, int crc) {}

    private SeenFilesWriter(Path target, Path unfinished, DataOutputStream out) {
        this.target = target;
        this.unfinished = unfinished;
        this.out = out;
    }

    /** @param target of the file; its directory is made where it is missing */
    static SeenFilesWriter of(Path target) throws IOException {
        Path directory = Files.createDirectories(target.toAbsolutePath().getParent());
        Path unfinished = directory.resolve(UUID.randomUUID() + ".new");
        return new SeenFilesWriter(
                target,
                unfinished,
                new DataOutputStream(new BufferedOutputStream(
                        Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW), 64 << 10)));
    }

    /** Takes in a directory that is through. */
    synchronized void add(SeenDirectory directory) throws IOException {
        byte[] encoding = directory.encoding();
        rows.add(new Row(directory.key(), written, encoding.length, SeenFiles.crc(MemorySegment.ofArray(encoding))));
        out.write(encoding);
        written += encoding.length;
    }

    /** Ends the file and puts it in the place of the earlier one; removes those that were not written for long. */
    synchronized void finish() throws IOException {
        byte[] table = table();
        out.write(table);
        out.writeLong(rows.size());
        out.writeInt(SeenFiles.crc(MemorySegment.ofArray(table)));
        out.writeLong(SeenFiles.MAGIC);
        out.close();
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        forgetOld();
    }

    private byte[] table() {
        rows.sort(ORDER);
        ByteBuffer table = ByteBuffer.allocate(Math.multiplyExact(rows.size(), SeenFiles.ROW));
        for (Row row : rows) {
            table.putLong(row.key().device())
                    .putLong(row.key().inode())
                    .putLong(row.offset())
                    .putLong(row.length())
                    .putInt(row.crc());
        }
        return table.array();
    }

    private void forgetOld() throws IOException {
        Instant limit = Instant.now().minus(KEPT);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target.resolveSibling("."))) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Deletes the file unless it was finished. */
    @Override
    public synchronized void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }
}
