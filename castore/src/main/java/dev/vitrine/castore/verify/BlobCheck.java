package dev.vitrine.castore.verify;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.verify.Progress.Count;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Looks whether blobs are there, have the length that their nodes say, and have the digest that names them, one after the other; and
 * whether what lies beside them to verify their parts is right too. For one thread, whose buffer this holds.
 */
final class BlobCheck {
    private static final int BUFFER = 256 * 1024;

    private final BlobService blobs;
    private final Findings findings;
    private final Pace pace;
    private final BooleanSupplier stopped;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    /**
     * A check.
     *
     * @param stopped asked before each read
     */
    BlobCheck(BlobService blobs, Findings findings, Pace pace, BooleanSupplier stopped) {
        this.blobs = blobs;
        this.findings = findings;
        this.pace = pace;
        this.stopped = stopped;
    }

    /**
     * Reports what is wrong, and counts.
     *
     * @throws CastoreException.Unavailable if the store cannot be reached
     * @throws CancellationException if it was stopped
     */
    Count run(Met met) throws CastoreException {
        Optional<BlobReader> opened = Optional.empty();
        try {
            opened = blobs.open(met.claim().digest());
            return check(met, opened);
        } catch (Corrupt e) {
            findings.badBlob(met, String.valueOf(e.getMessage()));
            return new Count(0, 0, 1);
        } finally {
            opened.ifPresent(BlobReader::close);
        }
    }

    private Count check(Met met, Optional<BlobReader> opened) throws CastoreException {
        Claim claim = met.claim();
        if (opened.isEmpty()) {
            return wrong(met, "blob " + claim.digest() + " is missing");
        }
        BlobReader reader = opened.get();
        if (reader.size() != claim.size()) {
            return wrong(
                    met,
                    "blob " + claim.digest() + " has " + reader.size() + " bytes where its node says "
                            + claim.sizeText());
        }
        Digest actual = read(claim.digest(), reader);
        if (!actual.equals(claim.digest())) {
            throw new Corrupt("blob " + claim.digest() + " has wrong bytes: their digest is " + actual);
        }
        return checkOutboard(met, reader);
    }

    /** A damaged one is made anew by the next read, and the blob is right. */
    private Count checkOutboard(Met met, BlobReader reader) throws CastoreException {
        try {
            reader.checkOutboard();
            return new Count(1, reader.size(), 0);
        } catch (Corrupt e) {
            findings.add(met, String.valueOf(e.getMessage()), false);
            return new Count(1, reader.size(), 1);
        }
    }

    /** What there are no bad bytes to move away for. */
    private Count wrong(Met met, String problem) {
        findings.add(met, problem, false);
        return new Count(0, 0, 1);
    }

    private Digest read(Digest digest, BlobReader reader) throws CastoreException {
        Blake3 hasher = new Blake3();
        long position = 0;
        while (position < reader.size()) {
            buffer.clear().limit((int) Math.min(BUFFER, reader.size() - position));
            pace.await(buffer.limit(), stopped);
            if (stopped.getAsBoolean()) {
                throw new CancellationException();
            }
            int length = reader.read(position, buffer);
            if (length == 0) {
                throw new Corrupt("blob " + digest + " ends after " + position + " of its " + reader.size() + " bytes");
            }
            hasher.update(buffer.flip());
            position += length;
        }
        return hasher.finish();
    }
}
