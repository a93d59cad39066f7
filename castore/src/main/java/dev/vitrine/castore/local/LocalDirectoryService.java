package dev.vitrine.castore.local;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The directories of a local store, in its index. Thread-safe. */
final class LocalDirectoryService implements DirectoryService {
    private final Index index;
    private final LocalStoreOptions options;

    LocalDirectoryService(Index index, LocalStoreOptions options) {
        this.index = index;
        this.options = options;
    }

    @Override
    public Optional<Directory> get(Digest digest) throws CastoreException {
        Optional<ByteBuffer> encoding = index.read(
                transaction -> transaction.get(Table.DIRECTORIES, digest.toByteArray(), ReadTransaction::copy));
        return encoding.isEmpty() ? Optional.empty() : Optional.of(parse(digest, encoding.get()));
    }

    private static Directory parse(Digest digest, ByteBuffer encoding) throws Corrupt {
        Digest found = Blake3.digest(encoding);
        if (!found.equals(digest)) {
            throw new Corrupt("the directory stored as " + digest + " has the digest " + found);
        }
        try {
            return Directory.parse(encoding);
        } catch (Invalid e) {
            throw new Corrupt("the directory " + digest + " is none: " + e.getMessage(), e);
        }
    }

    @Override
    public DirectoryPutter putter() {
        return new LocalDirectoryPutter(index, options.batchBytes());
    }
}
