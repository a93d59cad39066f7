package dev.vitrine.castore.nar;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Writes trees as NARs, in the order of their bytes. Thread-safe. Memory holds one buffer and the directories on the way down to where it is;
 * a directory that stands in the tree in several places is written in each of them, so that a NAR may be far longer than what is stored.
 */
public final class NarWriter {
    private static final int BUFFER = 128 << 10;

    private final NarSource source;

    public NarWriter(BlobService blobs, DirectoryService directories) {
        this.source = new NarSource(blobs, directories);
    }

    /**
     * Writes the NAR of a node, which has no name in it.
     *
     * @param stopped asked before each piece of at most 128 KiB and each file
     * @throws CastoreException.Corrupt if a blob or a directory is missing, or has another size than its node says; some of the NAR may
     *     be written by then
     * @throws CancellationException if it was stopped
     * @throws IOException as the sink throws it
     */
    public void write(Node node, NarSink sink, BooleanSupplier stopped) throws IOException {
        new Writing(sink, stopped).run(node);
    }

    private final class Writing {
        private final NarSink sink;
        private final BooleanSupplier stopped;
        private final NarCursor cursor = new NarCursor(source::directory);
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

        private Writing(NarSink sink, BooleanSupplier stopped) {
            this.sink = sink;
            this.stopped = stopped;
        }

        private void run(Node node) throws IOException {
            cursor.start(node);
            do {
                text(cursor.text());
                if (cursor.file().isPresent()) {
                    contents(cursor.file().get());
                }
            } while (cursor.next());
            flush();
        }

        private void text(ByteBuffer text) throws IOException {
            if (text.remaining() > buffer.remaining()) {
                flush();
            }
            buffer.put(text);
        }

        private void contents(FileNode file) throws IOException {
            checkNotStopped();
            try (BlobReader blob = source.open(file)) {
                for (long position = 0; position < file.size(); ) {
                    int count = blob.read(position, buffer);
                    if (count == 0 && buffer.hasRemaining()) {
                        throw new Corrupt("blob " + file.digest() + " ends before its length");
                    }
                    position += count;
                    if (!buffer.hasRemaining()) {
                        flush();
                    }
                }
            }
        }

        private void flush() throws IOException {
            checkNotStopped();
            sink.take(buffer.flip());
            buffer.clear();
        }

        private void checkNotStopped() {
            if (stopped.getAsBoolean()) {
                throw new CancellationException("stopped while a NAR was written");
            }
        }
    }
}
