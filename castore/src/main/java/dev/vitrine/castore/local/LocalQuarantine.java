package dev.vitrine.castore.local;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.verify.Quarantine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes bad records and files out of a local store. The bytes are safe in quarantine before the index forgets them, and it forgets
 * only what is still the same as what was found to be bad: a repair that comes in between stays. Thread-safe.
 */
final class LocalQuarantine implements Quarantine {
    private static final int BUFFER = 256 << 10;

    private final Index index;
    private final BlobFiles files;
    private final FileGate gate;
    private final Failures failures;
    private final QuarantineFiles kept;

    LocalQuarantine(LocalGarbage.Parts store, Path directory) {
        this.index = store.index();
        this.files = store.files();
        this.gate = store.gate();
        this.failures = store.failures();
        this.kept = new QuarantineFiles(directory);
    }

    /** What the index says of something. */
    private record Row(Stored stored, ByteBuffer value) {}

    private Optional<Row> row(Stored stored) throws Unavailable {
        return index.read(transaction -> transaction.get(stored.table(), stored.key(), ReadTransaction::copy))
                .map(value -> new Row(stored, value));
    }

    @Override
    public boolean directory(Digest digest) throws Unavailable {
        Optional<Row> row = row(Stored.directory(digest));
        if (row.isEmpty() || Blake3.digest(row.get().value()).equals(digest)) {
            return false;
        }
        return isolate(row.get(), digest.hex() + ".directory", row.get().value());
    }

    @Override
    public boolean blob(Digest digest) throws Unavailable {
        Optional<Row> row = row(Stored.blob(digest));
        return row.isPresent() && blob(row.get());
    }

    private boolean blob(Row row) throws Unavailable {
        Digest digest = row.stored().digest();
        return switch (BlobRecord.read(row.value().duplicate())) {
            case BlobRecord.Inline inline -> !isGood(inline, digest) && isolate(row, digest.hex(), inline.bytes());
            case BlobRecord.InFile file -> isolateFile(row, file.size());
            case BlobRecord.Unknown _ -> isolate(row, digest.hex(), row.value());
        };
    }

    private static boolean isGood(BlobRecord.Inline inline, Digest digest) {
        return inline.isIntact() && Blake3.digest(inline.bytes()).equals(digest);
    }

    private boolean isolate(Row row, String name, ByteBuffer bytes) throws Unavailable {
        try {
            kept.keep(name, bytes.duplicate());
        } catch (IOException e) {
            throw failures.io("write to the quarantine of", e);
        }
        return forget(row);
    }

    /** Says whether the index still said the same. */
    private boolean forget(Row row) throws Unavailable {
        Stored stored = row.stored();
        return index.write(transaction -> {
            boolean isSame = transaction
                    .get(stored.table(), stored.key(), row.value()::equals)
                    .orElse(false);
            if (isSame) {
                stored.remove(transaction);
            }
            return isSame;
        });
    }

    /** A file that is missing has nothing to move away, and counts as absent already. */
    private boolean isolateFile(Row row, long size) throws Unavailable {
        Path path = files.path(row.stored().digest());
        try {
            @Nullable Object identity = identity(path);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                return !isGood(channel, size, row.stored().digest()) && moveFile(row, path, identity);
            }
        } catch (NoSuchFileException e) {
            return false;
        } catch (Unavailable e) {
            throw e;
        } catch (IOException e) {
            throw failures.io("move a blob file to the quarantine of", e);
        }
    }

    /** Under the gate nobody replaces the file. It is the one that was read if its inode is, which nobody reuses while it is open. */
    private boolean moveFile(Row row, Path path, @Nullable Object identity) throws IOException {
        Digest digest = row.stored().digest();
        try (FileGate.Hold _ = gate.toRemove()) {
            if (!Objects.equals(identity, identity(path))) {
                return false;
            }
            kept.take(digest.hex(), path);
            files.remove(digest);
            return forget(row);
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private static boolean isGood(FileChannel channel, long size, Digest digest) throws IOException {
        if (channel.size() != size) {
            return false;
        }
        Blake3 hasher = new Blake3();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (channel.read(buffer.clear()) >= 0) {
            hasher.update(buffer.flip());
        }
        return hasher.finish().equals(digest);
    }
}
