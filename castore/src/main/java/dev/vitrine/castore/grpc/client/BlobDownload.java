package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.proto.tvix.castore.v1.StatBlobResponse;
import io.grpc.StatusException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Fetches one blob, all of which is verified before anything of it can be read. It is asked for as a whole, which is one call for a short
 * one; once it turns out to be longer, and to be stored in chunks, these are fetched one by one.
 */
final class BlobDownload implements AutoCloseable {
    private final BlobCalls calls;
    private final Digest digest;
    private final Parts parts;
    private final Blake3 hash = new Blake3();
    private Spool spool;

    /** A blob that can be read without being here, if there is such a way. */
    @FunctionalInterface
    interface Parts {
        Optional<BlobReader> open(Digest digest) throws CastoreException;
    }

    /** @param parts how a long blob is opened instead of fetched, where that is possible */
    BlobDownload(BlobCalls calls, Digest digest, RemoteStoreOptions options, Parts parts) {
        this.calls = calls;
        this.digest = digest;
        this.parts = parts;
        this.spool = new Spool(options);
    }

    /**
     * The blob; empty if the server has none. The caller closes the reader.
     *
     * @throws Corrupt if other bytes come, or too many
     */
    Optional<BlobReader> fetch() throws CastoreException {
        Optional<Incoming<ByteBuffer>> stream = calls.read(digest);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        try (Incoming<ByteBuffer> whole = stream.get()) {
            return Optional.of(fetch(whole));
        }
    }

    private BlobReader fetch(Incoming<ByteBuffer> whole) throws CastoreException {
        boolean isLong = take(whole, Spool.IN_MEMORY);
        if (isLong) {
            Optional<BlobReader> byParts = parts.open(digest);
            if (byParts.isPresent()) {
                return byParts.get();
            }
            BlobChunks chunks = BlobChunks.of(digest, stat());
            if (chunks.areFiner()) {
                return fetch(chunks, whole);
            }
            take(whole, Long.MAX_VALUE);
        }
        return verified();
    }

    private StatBlobResponse stat() throws CastoreException {
        return calls.stat(digest).orElseThrow(() -> new Corrupt("blob " + digest + " is gone while it is being read"));
    }

    /** What came as a whole is given up: it is not verified. */
    private BlobReader fetch(BlobChunks chunks, Incoming<ByteBuffer> whole) throws CastoreException {
        whole.close();
        hash.reset();
        spool = spool.emptied();
        for (BlobChunks.Chunk chunk : chunks.all()) {
            fetch(chunk);
        }
        return verified();
    }

    private void fetch(BlobChunks.Chunk chunk) throws CastoreException {
        if (chunk.size() == 0) {
            return;
        }
        Incoming<ByteBuffer> stream = calls.read(chunk.digest())
                .orElseThrow(() -> new Corrupt("chunk " + chunk.digest() + " of blob " + digest + " is not there"));
        Blake3 own = new Blake3();
        long end = spool.size() + chunk.size();
        try (stream) {
            for (Optional<ByteBuffer> piece = next(stream); piece.isPresent(); piece = next(stream)) {
                own.update(piece.get().duplicate());
                if (spool.size() + piece.get().remaining() > end) {
                    throw new Corrupt("chunk " + chunk.digest() + " of blob " + digest + " has more than "
                            + chunk.size() + " bytes");
                }
                take(piece.get());
            }
        }
        if (!own.finish().equals(chunk.digest())) {
            throw new Corrupt("chunk " + chunk.digest() + " of blob " + digest + " came with other bytes");
        }
    }

    /** Takes what comes until there are more bytes than that; says whether there are. */
    private boolean take(Incoming<ByteBuffer> stream, long most) throws CastoreException {
        while (spool.size() <= most) {
            Optional<ByteBuffer> piece = next(stream);
            if (piece.isEmpty()) {
                return false;
            }
            take(piece.get());
        }
        return true;
    }

    private void take(ByteBuffer piece) throws CastoreException {
        hash.update(piece.duplicate());
        spool.write(piece);
    }

    private Optional<ByteBuffer> next(Incoming<ByteBuffer> stream) throws CastoreException {
        try {
            return stream.next();
        } catch (StatusException e) {
            throw calls.failure("give all of blob " + digest, e);
        }
    }

    private BlobReader verified() throws CastoreException {
        if (!hash.finish().equals(digest)) {
            throw new Corrupt("blob " + digest + " came with other bytes, " + spool.size() + " of them");
        }
        return spool.reader();
    }

    @Override
    public void close() {
        spool.close();
    }
}
