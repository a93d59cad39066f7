package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.grpc.Dialect;
import dev.vitrine.castore.grpc.server.Keeper.Kept;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.proto.tvix.castore.v1.PutBlobResponse;
import dev.vitrine.proto.tvix.castore.v1.ReadBlobRequest;
import dev.vitrine.proto.tvix.castore.v1.StatBlobRequest;
import dev.vitrine.proto.tvix.castore.v1.StatBlobResponse;
import io.grpc.ServerServiceDefinition;
import java.nio.ByteBuffer;
import java.util.Optional;

/** BlobService: blobs by digest, as streams of chunks whose boundaries mean nothing. Thread-safe. */
final class BlobCalls {
    private final BlobService blobs;
    private final Permission permission;
    private final Calls calls;

    BlobCalls(BlobService blobs, Permission permission, Calls calls) {
        this.blobs = blobs;
        this.permission = permission;
        this.calls = calls;
    }

    ServerServiceDefinition in(Dialect dialect) {
        return new ServiceBuilder(dialect.blobService(), calls)
                .answer(dialect.statBlob(), this::stat)
                .answer(dialect.readBlob(), this::read)
                .take(dialect.putBlob(), this::put)
                .build();
    }

    /** A blob is one chunk here, for which the list of chunks is empty; what is about to be removed is not there, so that it is put again. */
    private void stat(Exchange<StatBlobRequest, StatBlobResponse> call) throws CastoreException {
        Digest digest = WireDigest.of(call.only().getDigest());
        if (!blobs.has(digest)) {
            throw notThere(digest);
        }
        call.send(StatBlobResponse.getDefaultInstance());
    }

    private void read(Exchange<ReadBlobRequest, ByteBuffer> call) throws CastoreException {
        Digest digest = WireDigest.of(call.only().getDigest());
        try (BlobReader blob = blobs.open(digest).orElseThrow(() -> notThere(digest))) {
            send(blob, call);
        }
    }

    /** Reads a chunk only when the client has taken the one before. */
    private void send(BlobReader blob, Exchange<?, ByteBuffer> call) throws CastoreException {
        long size = blob.size();
        long position = 0;
        while (position < size) {
            call.awaitReady();
            byte[] chunk = new byte[(int) Math.min(calls.chunk(), size - position)];
            blob.read(position, ByteBuffer.wrap(chunk));
            position += chunk.length;
            call.send(ByteBuffer.wrap(chunk));
        }
    }

    /** Durable before it is answered; what ends before its end leaves nothing. */
    private void put(Exchange<ByteBuffer, PutBlobResponse> call) throws CastoreException {
        try (Kept _ = permission.toWrite();
                BlobBatch batch = blobs.batch();
                BlobWriter writer = batch.create()) {
            for (Optional<ByteBuffer> chunk = call.next(); chunk.isPresent(); chunk = call.next()) {
                writer.write(chunk.get());
            }
            Digest digest = writer.finish();
            batch.commit();
            call.send(PutBlobResponse.newBuilder()
                    .setDigest(WireDigest.bytes(digest))
                    .build());
        }
    }

    private static NotFound notThere(Digest digest) {
        return new NotFound("there is no blob " + digest);
    }
}
