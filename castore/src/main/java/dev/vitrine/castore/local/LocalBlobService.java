package dev.vitrine.castore.local;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.HeapBlobReader;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.outboard.StoredOutboard;
import dev.vitrine.castore.outboard.VerifiedBlobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** The blobs of a local store. The index knows every one of them, so that a miss never touches the file system. Thread-safe. */
final class LocalBlobService implements BlobService {
    private final Index index;
    private final BlobFiles files;
    private final Scratch scratch;
    private final Failures failures;
    private final LocalStoreOptions options;
    private final VerifiedBlobs verified;
    private final BlobLedger ledger;

    LocalBlobService(
            Index index,
            BlobFiles files,
            BlobLedger ledger,
            Scratch scratch,
            Failures failures,
            LocalStoreOptions options,
            VerifiedBlobs verified) {
        this.index = index;
        this.files = files;
        this.ledger = ledger;
        this.scratch = scratch;
        this.failures = failures;
        this.options = options;
        this.verified = verified;
    }

    /** What is condemned may be gone soon, and who asks may mean to rely on it. */
    @Override
    public boolean has(Digest digest) throws Unavailable {
        return digest.equals(Digest.EMPTY)
                || index.read(transaction -> Condemned.spares(transaction, Stored.blob(digest)));
    }

    @Override
    public Optional<BlobReader> open(Digest digest) throws CastoreException {
        if (digest.equals(Digest.EMPTY)) {
            return Optional.of(new HeapBlobReader(ByteBuffer.allocate(0)));
        }
        Optional<BlobRecord> record =
                index.read(transaction -> transaction.get(Table.BLOBS, digest.toByteArray(), BlobRecord::read));
        return record.isEmpty() ? Optional.empty() : Optional.of(open(digest, record.get()));
    }

    private BlobReader open(Digest digest, BlobRecord record) throws CastoreException {
        return switch (record) {
            case BlobRecord.Inline inline when inline.isIntact() -> openInline(digest, inline.bytes());
            case BlobRecord.Inline _ -> throw new Corrupt("the bytes of blob " + digest + " in the index are damaged");
            case BlobRecord.InFile file -> openFile(digest, file.size());
            case BlobRecord.Unknown unknown ->
                throw new Corrupt(
                        "the index says of blob " + digest + " that it is of the unknown kind " + unknown.kind());
        };
    }

    private BlobReader openInline(Digest digest, ByteBuffer bytes) throws Corrupt {
        verified.verify(digest, bytes, options.readCheck());
        return new HeapBlobReader(bytes);
    }

    private BlobReader openFile(Digest digest, long size) throws CastoreException {
        try {
            FileChannel channel = files.open(digest);
            long found = channel.size();
            if (found != size) {
                channel.close();
                throw new Corrupt("the file of blob " + digest + " has " + found + " bytes instead of " + size);
            }
            StoredOutboard outboard = new BlobOutboard(files, digest, scratch, failures);
            BlobReader stored = new FileBlobReader(files, digest, size, channel, outboard, failures);
            return verified.verifying(digest, stored, outboard, options.readCheck());
        } catch (Corrupt e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new Corrupt("the file of blob " + digest + " is missing", e);
        } catch (IOException e) {
            throw failures.io("read a blob file of", e);
        }
    }

    @Override
    public BlobBatch batch() {
        return new LocalBlobBatch(ledger, scratch, failures, options);
    }
}
