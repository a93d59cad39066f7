package dev.vitrine.castore.local;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How finished blobs get into the store: files first, and only then the index that speaks of them. Thread-safe. */
final class BlobLedger {
    private final Index index;
    private final BlobFiles files;
    private final FileGate gate;

    BlobLedger(Index index, BlobFiles files, FileGate gate) {
        this.index = index;
        this.files = files;
        this.gate = gate;
    }

    /**
     * Whether the blob is stored and will stay. A file that was lost or cut off counts as absent, so that writing the blob again heals
     * it; what is condemned does, so that it is pardoned.
     */
    boolean has(Digest digest) throws IOException {
        if (digest.equals(Digest.EMPTY)) {
            return true;
        }
        Stored blob = Stored.blob(digest);
        Optional<BlobRecord> record = index.read(transaction -> Condemned.spares(transaction, blob)
                ? transaction.get(Table.BLOBS, blob.key(), BlobRecord::read)
                : Optional.empty());
        return record.isPresent() && isWhole(digest, record.get());
    }

    /** Whether the index has the blob and it will stay, without a look at its bytes. */
    boolean knows(Digest digest) throws Unavailable {
        return digest.equals(Digest.EMPTY)
                || index.read(transaction -> Condemned.spares(transaction, Stored.blob(digest)));
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
        Map<Digest, BlobRecord> records = new TreeMap<>(); // in the order of the index, which so touches each page once
        small.forEach((digest, bytes) -> records.put(digest, BlobRecord.Inline.of(bytes)));
        big.forEach((digest, file) -> records.put(digest, new BlobRecord.InFile(file.size())));
        if (big.isEmpty()) {
            enter(records);
        } else {
            files.sync(big.values());
            publish(big.values(), records);
        }
    }

    /** While the gate is held nobody takes a file away for which the index does not speak yet. */
    private void publish(Collection<BlobFiles.Pending> big, Map<Digest, BlobRecord> records) throws IOException {
        try (FileGate.Hold _ = gate.toPublish()) {
            files.publish(big);
            enter(records);
        }
    }

    private void enter(Map<Digest, BlobRecord> records) throws Unavailable {
        if (records.isEmpty()) {
            return;
        }
        index.write(transaction -> {
            records.forEach((digest, record) -> enter(transaction, Stored.blob(digest), record));
            return true;
        });
    }

    private static void enter(WriteTransaction transaction, Stored blob, BlobRecord record) {
        transaction.put(Table.BLOBS, blob.key(), record.length(), record::write);
        Condemned.pardon(transaction, blob);
    }
}
