package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.util.Optional;

/**
 * Directories of which one was lost.
 *
 * @param lost that one
 */
record DirectoryServiceWithout(DirectoryService all, Digest lost) implements DirectoryService {
    @Override
    public Optional<Directory> get(Digest digest) throws CastoreException {
        return digest.equals(lost) ? Optional.empty() : all.get(digest);
    }

    @Override
    public DirectoryPutter putter() throws CastoreException {
        return all.putter();
    }
}
