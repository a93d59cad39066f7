package dev.vitrine.castore.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.verify.Checkpoint;
import dev.vitrine.castore.verify.Checkpoints;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The checkpoint of a local store, in its index. Thread-safe. */
final class LocalCheckpoints implements Checkpoints {
    private static final byte[] KEY = "verified".getBytes(US_ASCII);
    private static final int LENGTH = Digest.LENGTH + 3 * Long.BYTES;

    private final Index index;

    LocalCheckpoints(Index index) {
        this.index = index;
    }

    @Override
    public Optional<Checkpoint> load() throws Unavailable {
        return index.read(transaction -> transaction.get(Table.META, KEY, LocalCheckpoints::read))
                .flatMap(found -> found);
    }

    /** A record of another length is none. */
    private static Optional<Checkpoint> read(ByteBuffer value) {
        return value.remaining() != LENGTH
                ? Optional.empty()
                : Optional.of(new Checkpoint(Digest.from(value), value.getLong(), value.getLong(), value.getLong()));
    }

    @Override
    public void save(Checkpoint checkpoint) throws Unavailable {
        index.write(transaction -> {
            transaction.put(
                    Table.META,
                    KEY,
                    LENGTH,
                    value -> value.put(checkpoint.last().toByteArray())
                            .putLong(checkpoint.blobs())
                            .putLong(checkpoint.bytes())
                            .putLong(checkpoint.findings()));
            return true;
        });
    }

    @Override
    public void clear() throws Unavailable {
        if (load().isPresent()) {
            index.write(transaction -> transaction.delete(Table.META, KEY));
        }
    }
}
