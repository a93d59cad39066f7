package dev.vitrine.castore.outboard;

import dev.vitrine.castore.hash.Blake3.GroupSink;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an outboard of the chaining values of all groups, which come in order while a blob of unknown length is hashed. Where a node lies
 * depends on that length, but within a region it does not; so finished regions wait in a file, and here there are 64 bytes for each of
 * them. Not thread-safe.
 */
public final class OutboardBuilder implements GroupSink, AutoCloseable {
    private static final FileAttribute<?> READ_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--r--r--"));
    private static final int FEW = 8 * TreeShape.VALUE;

    private final Supplier<Path> newFile;
    private final byte[] root = new byte[TreeShape.VALUE];
    private byte[] values = new byte[0];
    private int groups;
    private byte[] regionValues = new byte[0];
    private int regions;
    private @Nullable RegionSpool spool;
    private @Nullable IOException failure;

    /** @param newFile names a file that is not there, each time another one */
    public OutboardBuilder(Supplier<Path> newFile) {
        this.newFile = newFile;
    }

    /** Takes the next values; a failure to write is thrown by {@link #finish}. */
    @Override
    public void groups(long first, byte[] more, int offset, int count) {
        for (int i = 0; i < count; i++) {
            if (groups == TreeShape.REGION) {
                endRegion();
            }
            values = append(values, groups++, more, offset + i * TreeShape.VALUE);
        }
    }

    private static byte[] append(byte[] values, int count, byte[] value, int offset) {
        int at = Math.multiplyExact(count, TreeShape.VALUE);
        byte[] room = at < values.length ? values : Arrays.copyOf(values, Math.max(FEW, Math.multiplyExact(at, 2)));
        System.arraycopy(value, offset, room, at, TreeShape.VALUE);
        return room;
    }

    private void endRegion() {
        byte[] value = new byte[TreeShape.VALUE];
        byte[] nodes = Subtree.build(values, groups, false, value);
        regionValues = append(regionValues, regions++, value, 0);
        groups = 0;
        try {
            if (failure == null) {
                spool().add(nodes);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private RegionSpool spool() throws IOException {
        if (spool == null) {
            spool = new RegionSpool(newFile.get());
        }
        return spool;
    }

    /** Writes the outboard to a new file that nobody may write to, and hands that over; empty for a blob of one group, which has none. */
    public Optional<Path> finish() throws IOException {
        if (regions == 0 && groups <= 1) {
            return Optional.empty();
        }
        byte[] top = top();
        if (failure != null) {
            throw failure;
        }
        return Optional.of(write(top));
    }

    /** The nodes above the regions, or all of them if there is but one. */
    private byte[] top() {
        if (regions == 0) {
            return Subtree.build(values, groups, true, root);
        }
        endRegion();
        return Subtree.build(regionValues, regions, true, root);
    }

    private Path write(byte[] top) throws IOException {
        Path path = newFile.get();
        try (FileChannel file =
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), READ_ONLY)) {
            if (regions == 0) {
                RegionSpool.writeAll(file, ByteBuffer.wrap(top));
            } else {
                merge(top, 0, regions, file);
            }
        }
        return path;
    }

    private void merge(byte[] top, int node, int count, FileChannel file) throws IOException {
        if (count == 1) {
            spool().moveNext(file);
            return;
        }
        RegionSpool.writeAll(file, ByteBuffer.wrap(top, node * TreeShape.NODE, TreeShape.NODE));
        int left = (int) TreeShape.left(count);
        merge(top, node + 1, left, file);
        merge(top, node + left, count - left, file);
    }

    /** The digest that all values come to; only after {@link #finish}, also one that failed, and of more than one group. */
    Digest digest() {
        return Digest.at(root, 0);
    }

    /** Deletes what waited in a file. Harmless when repeated. */
    @Override
    public void close() throws IOException {
        if (spool != null) {
            spool.close();
            spool = null;
        }
    }
}
