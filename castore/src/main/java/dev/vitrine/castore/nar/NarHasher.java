package dev.vitrine.castore.nar;

import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.nix.NarCalculator;
import dev.vitrine.castore.nix.NarHash;
import dev.vitrine.castore.nix.Octets;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Calculates size and hash of NARs as they are written, without keeping them. Thread-safe. */
public final class NarHasher implements NarCalculator {
    private final NarWriter writer;

    public NarHasher(BlobService blobs, DirectoryService directories) {
        this.writer = new NarWriter(blobs, directories);
    }

    @Override
    public NarHash calculate(Node node, BooleanSupplier stopped) throws CastoreException {
        MessageDigest sha256 = sha256();
        AtomicLong size = new AtomicLong();
        try {
            writer.write(
                    node,
                    bytes -> {
                        size.addAndGet(bytes.remaining());
                        sha256.update(bytes);
                    },
                    stopped);
        } catch (CastoreException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("a digest takes all bytes", e);
        }
        return new NarHash(size.get(), Octets.of(sha256.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
