package dev.vitrine.castore.outboard;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the outboard of a blob anew by hashing all of it, on all cores. Used once, by one thread. */
final class Rebuild {
    private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
    /** What one core hashes at a time, in groups: 1 MiB. */
    private static final int PIECE = 64;
    /** How many pieces are hashed before what came of them is taken in. */
    private static final long TOGETHER = 16L * Runtime.getRuntime().availableProcessors();

    private final Digest digest;
    private final TreeShape shape;
    private final BlobReader stored;
    private final StoredOutboard outboard;
    private final long region;
    private final byte[] values;

    /**
     * @param shape of more than one group
     * @param region whose values are wanted
     */
    Rebuild(Digest digest, TreeShape shape, BlobReader stored, StoredOutboard outboard, long region) {
        this.digest = digest;
        this.shape = shape;
        this.stored = stored;
        this.outboard = outboard;
        this.region = region;
        this.values = new byte[shape.groupsIn(region) * TreeShape.VALUE];
    }

    /**
     * Puts the new outboard in its place, as far as that can be done.
     *
     * @return the values of the region; empty if the blob does not have its digest
     */
    Optional<byte[]> run() throws CastoreException {
        OutboardBuilder builder = new OutboardBuilder(outboard::newFile);
        hashAll(builder);
        Optional<Path> file = finish(builder);
        boolean isRight = builder.digest().equals(digest);
        file.ifPresent(isRight ? this::replace : Rebuild::delete);
        return isRight ? Optional.of(values) : Optional.empty();
    }

    private void hashAll(OutboardBuilder builder) throws CastoreException {
        long pieces = (shape.groups() - 1) / PIECE + 1;
        for (long from = 0; from < pieces; from += TOGETHER) {
            long first = from * PIECE;
            for (byte[] hashed : hash(from, Math.min(pieces, from + TOGETHER))) {
                first += take(first, hashed, builder);
            }
        }
    }

    /** The values of the groups of each piece. */
    private List<byte[]> hash(long from, long to) throws CastoreException {
        try {
            return LongStream.range(from, to).parallel().mapToObj(this::hash).toList();
        } catch (UncheckedIOException e) {
            throw known(e);
        }
    }

    private static CastoreException known(UncheckedIOException e) {
        if (e.getCause() instanceof CastoreException known) {
            return known;
        }
        throw e;
    }

    private byte[] hash(long piece) {
        int count = (int) Math.min(PIECE, shape.groups() - piece * PIECE);
        byte[] hashed = new byte[count * TreeShape.VALUE];
        ByteBuffer bytes = ByteBuffer.allocate(shape.groupBytes());
        for (int i = 0; i < count; i++) {
            long group = piece * PIECE + i;
            read(group, bytes.clear().limit(shape.length(group)));
            Blake3.subtree(bytes.flip(), shape.firstChunk(group), hashed, i * TreeShape.VALUE);
        }
        return hashed;
    }

    private void read(long group, ByteBuffer bytes) {
        try {
            stored.read(shape.start(group), bytes);
        } catch (CastoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says how many groups these were. */
    private int take(long first, byte[] hashed, OutboardBuilder builder) {
        int count = hashed.length / TreeShape.VALUE;
        builder.groups(first, hashed, 0, count);
        if (first / TreeShape.REGION == region) {
            int at = (int) (first % TreeShape.REGION) * TreeShape.VALUE;
            System.arraycopy(hashed, 0, values, at, hashed.length);
        }
        return count;
    }

    /** The file; empty if it cannot be written, without which reading goes on. */
    private Optional<Path> finish(OutboardBuilder builder) {
        try (builder) {
            return builder.finish();
        } catch (IOException e) {
            log.warn("the outboard of blob {} is not kept: {}", digest, e.toString());
            return Optional.empty();
        }
    }

    private void replace(Path file) {
        try {
            if (outboard.isMissing()) {
                log.info("blob {} has an outboard from now on", digest);
            } else {
                log.warn("the outboard of blob {} was damaged, and is made anew", digest);
            }
            outboard.replace(file);
        } catch (IOException e) {
            log.warn("the outboard of blob {} is not kept: {}", digest, e.toString());
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("{} is left for the next sweep", file, e);
        }
    }
}
