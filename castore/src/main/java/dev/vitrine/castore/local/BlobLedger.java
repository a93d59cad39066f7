package dev.vitrine.castore.local;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How finished blobs get into the store: files first, and only then the index that speaks of them. Thread-safe. */
final class BlobLedger {
    private final Index index;
    private final BlobFiles files;

    BlobLedger(Index index, BlobFiles files) {
        this.index = index;
        this.files = files;
    }

    /** Whether the blob is stored. A file that was lost or cut off counts as absent, so that writing the blob again heals it. */
    boolean has(Digest digest) throws IOException {
        if (digest.equals(Digest.EMPTY)) {
            return true;
        }
        Optional<BlobRecord> record =
                index.read(transaction -> transaction.get(Table.BLOBS, digest.toByteArray(), BlobRecord::read));
        return record.isPresent() && isWhole(digest, record.get());
    }

    /** Whether the index has the blob, without a look at its bytes. */
    boolean knows(Digest digest) throws Unavailable {
        return digest.equals(Digest.EMPTY)
                || index.read(transaction -> transaction.contains(Table.BLOBS, digest.toByteArray()));
    }

    private boolean isWhole(Digest digest, BlobRecord record) throws IOException {
        return switch (record) {
            case BlobRecord.Inline inline -> inline.isIntact();
            case BlobRecord.InFile file -> files.has(digest, file.size());
            case BlobRecord.Unknown _ -> false;
        };
    }

    /** Makes blobs durable and visible. */
    void store(Map<Digest, ByteBuffer> small, Map<Digest, BlobFiles.Pending> big) throws IOException {
        files.publish(big.values());
        Map<Digest, BlobRecord> records = new TreeMap<>(); // in the order of the index, which so touches each page once
        small.forEach((digest, bytes) -> records.put(digest, BlobRecord.Inline.of(bytes)));
        big.forEach((digest, file) -> records.put(digest, new BlobRecord.InFile(file.size())));
        enter(records);
    }

    private void enter(Map<Digest, BlobRecord> records) throws Unavailable {
        if (records.isEmpty()) {
            return;
        }
        index.write(transaction -> {
            records.forEach((digest, record) ->
                    transaction.put(Table.BLOBS, digest.toByteArray(), record.length(), record::write));
            return true;
        });
    }
}
