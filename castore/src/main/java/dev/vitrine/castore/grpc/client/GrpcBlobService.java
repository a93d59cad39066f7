package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.HeapBlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.outboard.ReadCheck;
import dev.vitrine.castore.outboard.VerifiedBlobs;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The blobs of a remote store. What is opened is here as a whole, and verified, or is verified part by part as it is read. Thread-safe. */
final class GrpcBlobService implements BlobService {
    private final BlobCalls calls;
    private final RangeCalls ranges;
    private final RemoteStoreOptions options;
    private final VerifiedBlobs verified = new VerifiedBlobs();

    GrpcBlobService(Connection connection, RemoteStoreOptions options) {
        this.calls = new BlobCalls(connection);
        this.ranges = new RangeCalls(connection);
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
        try (BlobDownload download = new BlobDownload(calls, digest, options, this::byParts)) {
            return download.fetch();
        }
    }

    /** The blob as it lies at the server, each part of which is verified when it is read; empty where that cannot be had, or is not wanted. */
    private Optional<BlobReader> byParts(Digest digest) throws CastoreException {
        if (!options.byParts()) {
            return Optional.empty();
        }
        return ranges.stat(digest).filter(blob -> blob.getSize() > 0).map(blob -> {
            RemoteOutboard outboard = new RemoteOutboard(ranges, digest, options.temporary());
            RangeReader stored = new RangeReader(ranges, digest, blob.getSize());
            return verified.verifying(digest, stored, outboard, ReadCheck.FIRST_READ);
        });
    }

    @Override
    public BlobBatch batch() {
        return new GrpcBlobBatch(calls, options);
    }
}
