package dev.vitrine.castore.outboard;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The nodes of regions, one after the other in a file, which goes when this is closed. Not thread-safe. */
final class RegionSpool implements AutoCloseable {
    private static final int FULL = TreeShape.NODE * (TreeShape.REGION - 1);

    private final FileChannel file;
    private long moved;

    RegionSpool(Path path) throws IOException {
        file = FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    void add(byte[] nodes) throws IOException {
        writeAll(file, ByteBuffer.wrap(nodes));
    }

    /** Appends the nodes of the next region to another file. */
    void moveNext(FileChannel target) throws IOException {
        ByteBuffer nodes = ByteBuffer.allocate((int) Math.min(FULL, file.size() - moved));
        while (nodes.hasRemaining()) {
            if (file.read(nodes, moved + nodes.position()) < 0) {
                throw new EOFException("a file of this process's own was cut off");
            }
        }
        moved += nodes.capacity();
        writeAll(target, nodes.flip());
    }

    static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
