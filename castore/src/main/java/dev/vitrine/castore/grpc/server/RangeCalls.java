package dev.vitrine.castore.grpc.server;

import com.google.protobuf.UnsafeByteOperations;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Violation;
import dev.vitrine.proto.tvix.castore.v1.BlobChunk;
import dev.vitrine.proto.vitrine.castore.v1.BlobRangeServiceGrpc;
import dev.vitrine.proto.vitrine.castore.v1.ReadBlobRangeRequest;
import dev.vitrine.proto.vitrine.castore.v1.StatBlobRangesRequest;
import dev.vitrine.proto.vitrine.castore.v1.StatBlobRangesResponse;
import io.grpc.ServerServiceDefinition;
import java.nio.ByteBuffer;

/** BlobRangeService: parts of blobs, and of what verifies them, between Vitrines. Thread-safe. */
final class RangeCalls {
    private final BlobService blobs;
    private final Calls calls;

    RangeCalls(BlobService blobs, Calls calls) {
        this.blobs = blobs;
        this.calls = calls;
    }

    /** Fills a buffer from a position on, and says with how many bytes. */
    @FunctionalInterface
    private interface Source {
        int read(long position, ByteBuffer target) throws CastoreException;
    }

    ServerServiceDefinition definition() {
        return new ServiceBuilder(BlobRangeServiceGrpc.getServiceDescriptor(), calls)
                .answer(BlobRangeServiceGrpc.getStatMethod(), this::stat)
                .answer(BlobRangeServiceGrpc.getReadMethod(), this::read)
                .answer(BlobRangeServiceGrpc.getReadOutboardMethod(), this::readOutboard)
                .build();
    }

    private void stat(Exchange<StatBlobRangesRequest, StatBlobRangesResponse> call) throws CastoreException {
        try (BlobReader blob = open(WireDigest.of(call.only().getDigest()))) {
            call.send(StatBlobRangesResponse.newBuilder()
                    .setSize(blob.size())
                    .setHasOutboard(blob.readOutboard(0, ByteBuffer.allocate(1)) > 0)
                    .build());
        }
    }

    private void read(Exchange<ReadBlobRangeRequest, BlobChunk> call) throws CastoreException {
        ReadBlobRangeRequest part = checked(call.only());
        try (BlobReader blob = open(WireDigest.of(part.getDigest()))) {
            send(part, blob::read, call);
        }
    }

    private void readOutboard(Exchange<ReadBlobRangeRequest, BlobChunk> call) throws CastoreException {
        ReadBlobRangeRequest part = checked(call.only());
        try (BlobReader blob = open(WireDigest.of(part.getDigest()))) {
            send(part, blob::readOutboard, call);
        }
    }

    private BlobReader open(Digest digest) throws CastoreException {
        return blobs.open(digest).orElseThrow(() -> new NotFound("there is no blob " + digest));
    }

    /** A part of nothing, and one at a place that no blob reaches, were meant otherwise. */
    private static ReadBlobRangeRequest checked(ReadBlobRangeRequest part) throws Invalid {
        if (part.getPosition() < 0 || part.getLength() <= 0) {
            throw new Invalid(
                    Violation.QUERY,
                    "a part of a blob has 1 to 2^63 - 1 bytes from a position below 2^63 on, not "
                            + Long.toUnsignedString(part.getLength()) + " from "
                            + Long.toUnsignedString(part.getPosition()) + " on");
        }
        return part;
    }

    /** Reads a chunk only when the client has taken the one before. */
    private void send(ReadBlobRangeRequest part, Source source, Exchange<?, BlobChunk> call) throws CastoreException {
        long position = part.getPosition();
        long left = part.getLength();
        while (left > 0) {
            call.awaitReady();
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(calls.chunk(), left));
            int read = source.read(position, chunk);
            if (read == 0) {
                return;
            }
            call.send(BlobChunk.newBuilder()
                    .setData(UnsafeByteOperations.unsafeWrap(chunk.flip()))
                    .build());
            position += read;
            left -= read;
        }
    }
}
