package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.proto.tvix.castore.v1.StatBlobResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * The chunks that a server says a blob consists of, one after the other.
 *
 * @param all none, or only one, where nothing finer is known than the blob itself
 */
record BlobChunks(List<Chunk> all) {
    /** @param size in bytes, 0 or more */
    record Chunk(Digest digest, long size) {}

    BlobChunks {
        all = List.copyOf(all);
    }

    static BlobChunks of(Digest blob, StatBlobResponse stat) throws Corrupt {
        List<Chunk> chunks = new ArrayList<>(stat.getChunksCount());
        long size = 0;
        for (StatBlobResponse.ChunkMeta meta : stat.getChunksList()) {
            Chunk chunk = chunk(blob, meta);
            size = plus(blob, size, chunk.size());
            chunks.add(chunk);
        }
        return new BlobChunks(chunks);
    }

    private static Chunk chunk(Digest blob, StatBlobResponse.ChunkMeta meta) throws Corrupt {
        if (meta.getSize() < 0) {
            throw new Corrupt(
                    "a chunk of blob " + blob + " cannot have " + Long.toUnsignedString(meta.getSize()) + " bytes");
        }
        try {
            return new Chunk(Digest.of(meta.getDigest().toByteArray()), meta.getSize());
        } catch (Invalid e) {
            throw new Corrupt("a chunk of blob " + blob + " has no digest: " + e.getMessage(), e);
        }
    }

    private static long plus(Digest blob, long size, long more) throws Corrupt {
        try {
            return Math.addExact(size, more);
        } catch (ArithmeticException e) {
            throw new Corrupt("the chunks of blob " + blob + " cannot have 2^63 bytes", e);
        }
    }

    /** Whether there are several, so that it makes a difference. */
    boolean areFiner() {
        return all.size() > 1;
    }
}
