package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.HeapBlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The blobs of a remote store. What is opened is here as a whole, and verified. Thread-safe. */
final class GrpcBlobService implements BlobService {
    private final BlobCalls calls;
    private final RemoteStoreOptions options;

    GrpcBlobService(Connection connection, RemoteStoreOptions options) {
        this.calls = new BlobCalls(connection);
        this.options = options;
    }

    @Override
    public boolean has(Digest digest) throws CastoreException {
        return digest.equals(Digest.EMPTY) || calls.stat(digest).isPresent();
    }

    @Override
    public Optional<BlobReader> open(Digest digest) throws CastoreException {
        if (digest.equals(Digest.EMPTY)) {
            return Optional.of(new HeapBlobReader(ByteBuffer.allocate(0)));
        }
        try (BlobDownload download = new BlobDownload(calls, digest, options)) {
            return download.fetch();
        }
    }

    @Override
    public BlobBatch batch() {
        return new GrpcBlobBatch(calls, options);
    }
}
