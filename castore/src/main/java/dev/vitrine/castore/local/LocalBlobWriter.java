package dev.vitrine.castore.local;

import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.outboard.OutboardBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One blob on its way into a batch; hashed as it is written. Not thread-safe. */
final class LocalBlobWriter implements BlobWriter {
    private static final Logger log = LoggerFactory.getLogger(LocalBlobWriter.class);

    private static final int PIECE = 1 << 20;

    private final LocalBlobBatch batch;
    private final Spill bytes;
    private final OutboardBuilder outboard;
    private final Failures failures;
    private final Blake3 hasher;
    private @Nullable Digest digest;
    private boolean ended;

    LocalBlobWriter(LocalBlobBatch batch, Spill bytes, OutboardBuilder outboard, Failures failures) {
        this.batch = batch;
        this.bytes = bytes;
        this.outboard = outboard;
        this.failures = failures;
        this.hasher = Blake3.reporting(outboard);
    }

    @Override
    public void write(ByteBuffer more) throws CastoreException {
        checkNotEnded();
        hasher.update(more.duplicate());
        try {
            bytes.write(more);
        } catch (IOException e) {
            ended = true; // some of the bytes may have been written, and a second attempt would write them again
            throw failures.io("write a blob to", e);
        }
    }

    /** Ends a blob whose bytes are all in the file already: reads them there. */
    Digest finishWritten() throws CastoreException {
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        try {
            for (long position = 0; bytes.read(position, piece.clear()) > 0; position += piece.limit()) {
                hasher.update(piece.flip());
            }
        } catch (IOException e) {
            throw failures.io("read a blob of", e);
        }
        return finish();
    }

    @Override
    public Digest finish() throws CastoreException {
        if (digest != null) {
            return digest;
        }
        checkNotEnded();
        ended = true;
        digest = batch.add(hasher.finish(), bytes, outboard);
        return digest;
    }

    private void checkNotEnded() {
        if (ended) {
            throw new IllegalStateException("the blob writer is closed");
        }
    }

    @Override
    public void close() {
        ended = true;
        try (outboard) {
            bytes.close();
        } catch (IOException e) {
            log.debug("an unfinished blob is left for the next sweep", e);
        }
    }
}
