package dev.vitrine.castore.grpc.client;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.grpc.BlobPieces;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.proto.vitrine.castore.v1.BlobRangeServiceGrpc;
import dev.vitrine.proto.vitrine.castore.v1.ReadBlobRangeRequest;
import dev.vitrine.proto.vitrine.castore.v1.StatBlobRangesRequest;
import dev.vitrine.proto.vitrine.castore.v1.StatBlobRangesResponse;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The calls of Vitrine's own BlobRangeService. Nothing is verified here. Thread-safe. */
final class RangeCalls {
    private static final int WINDOW = 2;

    /** The longest piece that is taken, in bytes. */
    private static final int MAX_PIECE = 16 << 20;

    private static final MethodDescriptor<ReadBlobRangeRequest, ByteBuffer> READ =
            inPieces(BlobRangeServiceGrpc.getReadMethod());

    private static final MethodDescriptor<ReadBlobRangeRequest, ByteBuffer> READ_OUTBOARD =
            inPieces(BlobRangeServiceGrpc.getReadOutboardMethod());

    private final Connection connection;

    /** How often the connection had been lost when the server turned out not to have this service; negative while it may. */
    private volatile long lacking = -1;

    RangeCalls(Connection connection) {
        this.connection = connection;
    }

    private static <Q> MethodDescriptor<Q, ByteBuffer> inPieces(MethodDescriptor<Q, ?> method) {
        return method.toBuilder(method.getRequestMarshaller(), BlobPieces.MARSHALLER)
                .build();
    }

    /** How parts of the blob can be had; empty if the server has not the blob, no outboard of it, or not this service. */
    Optional<StatBlobRangesResponse> stat(Digest digest) throws CastoreException {
        long losses = connection.losses();
        if (lacking == losses) {
            return Optional.empty();
        }
        StatBlobRangesRequest question =
                StatBlobRangesRequest.newBuilder().setDigest(bytes(digest)).build();
        try {
            return Optional.of(connection
                            .attempts()
                            .of(() -> connection.ask(BlobRangeServiceGrpc.getStatMethod(), question)))
                    .filter(StatBlobRangesResponse::getHasOutboard);
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                lacking = losses;
                return Optional.empty();
            }
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw connection.failure("say how long blob " + digest + " is", e);
        }
    }

    /** Fills the buffer with a part of the blob; less where the server has less. */
    void read(Digest digest, long position, ByteBuffer target) throws CastoreException {
        read(READ, digest, position, target);
    }

    /** Fills the buffer with a part of the outboard of the blob; less where the server has less. */
    void readOutboard(Digest digest, long position, ByteBuffer target) throws CastoreException {
        read(READ_OUTBOARD, digest, position, target);
    }

    private void read(
            MethodDescriptor<ReadBlobRangeRequest, ByteBuffer> method, Digest digest, long position, ByteBuffer target)
            throws CastoreException {
        ReadBlobRangeRequest question = ReadBlobRangeRequest.newBuilder()
                .setDigest(bytes(digest))
                .setPosition(position)
                .setLength(target.remaining())
                .build();
        try (Incoming<ByteBuffer> stream =
                connection.attempts().of(() -> connection.stream(method, question, WINDOW, MAX_PIECE))) {
            for (Optional<ByteBuffer> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
                take(digest, piece.get(), target);
            }
        } catch (StatusException e) {
            throw connection.failure("give a part of blob " + digest, e);
        }
    }

    private static void take(Digest digest, ByteBuffer piece, ByteBuffer target) throws Corrupt {
        if (piece.remaining() > target.remaining()) {
            throw new Corrupt("more of blob " + digest + " came than was asked for");
        }
        target.put(piece);
    }

    private static ByteString bytes(Digest digest) {
        return ByteString.copyFrom(digest.toByteArray());
    }
}
