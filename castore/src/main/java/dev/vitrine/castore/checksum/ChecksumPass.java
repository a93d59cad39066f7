package dev.vitrine.castore.checksum;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * One pass over a blob that makes its checksums and, from the same bytes, the digest: checksums of bytes that are not those of the digest
 * never come to be. For one thread, used once.
 */
final class ChecksumPass {
    private static final int BUFFER = 64 * 1024;

    private final Blake3 blake3 = new Blake3();
    private final MessageDigest sha256 = algorithm("SHA-256");
    private final MessageDigest sha512 = algorithm("SHA-512");

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256 and SHA-512", e);
        }
    }

    /**
     * Reads the whole blob.
     *
     * @param stopped asked before each read
     * @throws Corrupt if its bytes do not have the digest
     * @throws CancellationException if it was stopped
     */
    Checksums over(Digest digest, BlobReader blob, BooleanSupplier stopped) throws CastoreException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, blob.size())));
        for (long position = 0; position < blob.size(); position += buffer.limit()) {
            if (stopped.getAsBoolean()) {
                throw new CancellationException();
            }
            blob.read(position, buffer.clear());
            take(digest, buffer.flip());
        }
        Digest actual = blake3.finish();
        if (!actual.equals(digest)) {
            throw new Corrupt("blob " + digest + " has wrong bytes: their digest is " + actual);
        }
        return Checksums.of(sha256.digest(), sha512.digest());
    }

    private void take(Digest digest, ByteBuffer bytes) throws Corrupt {
        if (!bytes.hasRemaining()) {
            throw new Corrupt("blob " + digest + " ends before its length");
        }
        sha256.update(bytes.duplicate());
        sha512.update(bytes.duplicate());
        blake3.update(bytes.duplicate());
    }
}
