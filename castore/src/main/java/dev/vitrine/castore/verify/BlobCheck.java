package dev.vitrine.castore.verify;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.Place;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Whether one blob is there, has the length that its node says, and has the digest that names it; and whether what lies beside it to verify
 * its parts is right too.
 */
record BlobCheck(BlobService blobs, Tally tally, Place place, Claim claim) {
    private static final int BUFFER = 256 * 1024;

    /**
     * Reports what is wrong.
     *
     * @param stopped asked before each read
     * @throws CastoreException.Unavailable if the store cannot be reached
     * @throws CancellationException if it was stopped
     */
    void run(BooleanSupplier stopped) throws CastoreException {
        try (BlobReader reader = open()) {
            checkSize(reader.size());
            checkDigest(reader, stopped);
            reader.checkOutboard();
        } catch (Corrupt e) {
            tally.finding(place, claim.digest(), String.valueOf(e.getMessage()));
        }
    }

    private BlobReader open() throws CastoreException {
        Optional<BlobReader> reader = blobs.open(claim.digest());
        return reader.orElseThrow(() -> new Corrupt("blob " + claim.digest() + " is missing"));
    }

    private void checkSize(long size) throws Corrupt {
        if (size != claim.size()) {
            throw new Corrupt(
                    "blob " + claim.digest() + " has " + size + " bytes where its node says " + claim.sizeText());
        }
    }

    private void checkDigest(BlobReader reader, BooleanSupplier stopped) throws CastoreException {
        Digest actual = read(reader, stopped);
        if (!actual.equals(claim.digest())) {
            throw new Corrupt("blob " + claim.digest() + " has wrong bytes: their digest is " + actual);
        }
        tally.blob(reader.size());
    }

    private Digest read(BlobReader reader, BooleanSupplier stopped) throws CastoreException {
        Blake3 hasher = new Blake3();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, reader.size())));
        long position = 0;
        while (position < reader.size()) {
            if (stopped.getAsBoolean()) {
                throw new CancellationException();
            }
            int length = reader.read(position, buffer.clear());
            if (length == 0) {
                throw new Corrupt(
                        "blob " + claim.digest() + " ends after " + position + " of its " + reader.size() + " bytes");
            }
            hasher.update(buffer.flip());
            position += length;
        }
        return hasher.finish();
    }
}
