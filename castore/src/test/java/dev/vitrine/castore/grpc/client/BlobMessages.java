package dev.vitrine.castore.grpc.client;

import com.google.protobuf.ByteString;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.proto.tvix.castore.v1.BlobChunk;
import dev.vitrine.proto.tvix.castore.v1.PutBlobResponse;
import dev.vitrine.proto.tvix.castore.v1.PutDirectoryResponse;
import dev.vitrine.proto.tvix.castore.v1.StatBlobResponse;

/** What servers say. */
final class BlobMessages {
    static final String STAT = "tvix.castore.v1.BlobService/Stat";
    static final String READ = "tvix.castore.v1.BlobService/Read";
    static final String PUT = "tvix.castore.v1.BlobService/Put";

    private BlobMessages() {}

    static BlobChunk piece(byte[] bytes) {
        return BlobChunk.newBuilder().setData(ByteString.copyFrom(bytes)).build();
    }

    static BlobChunk piece(byte[] bytes, int from, int to) {
        return BlobChunk.newBuilder()
                .setData(ByteString.copyFrom(bytes, from, to - from))
                .build();
    }

    static StatBlobResponse.ChunkMeta chunk(Digest digest, long size) {
        return StatBlobResponse.ChunkMeta.newBuilder()
                .setDigest(ByteString.copyFrom(digest.toByteArray()))
                .setSize(size)
                .build();
    }

    static PutBlobResponse arrived(Digest digest) {
        return PutBlobResponse.newBuilder()
                .setDigest(ByteString.copyFrom(digest.toByteArray()))
                .build();
    }

    static PutDirectoryResponse arrivedRoot(Digest digest) {
        return PutDirectoryResponse.newBuilder()
                .setRootDigest(ByteString.copyFrom(digest.toByteArray()))
                .build();
    }
}
