package dev.vitrine.castore.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Directories that come with all that lie below them: for walks, where each question to the service costs more than its answer. Once a
 * closure has turned out to be more than there is room for, directories are asked for one by one. Thread-safe.
 */
public final class PrefetchedDirectoryService implements DirectoryService {
    private final DirectoryService directories;
    private final long room;
    private final Cache<Digest, Directory> fetched;
    private volatile boolean tooMany;

    /** @param room how many bytes of directories to keep on the heap, about */
    public PrefetchedDirectoryService(DirectoryService directories, long room) {
        this.directories = directories;
        this.room = room;
        this.fetched = Caffeine.newBuilder()
                .maximumWeight(room)
                .executor(Runnable::run)
                .weigher((Digest digest, Directory directory) ->
                        Math.toIntExact(Math.min(directory.weight(), Integer.MAX_VALUE)))
                .build();
    }

    @Override
    public Optional<Directory> get(Digest digest) throws CastoreException {
        Directory known = fetched.getIfPresent(digest);
        if (known != null) {
            return Optional.of(known);
        }
        if (!tooMany) {
            fetch(digest);
            known = fetched.getIfPresent(digest);
        }
        return known == null ? directories.get(digest) : Optional.of(known);
    }

    private void fetch(Digest root) throws CastoreException {
        AtomicLong weight = new AtomicLong();
        directories.closure(root, (digest, directory) -> {
            fetched.put(digest, directory);
            tooMany |= weight.addAndGet(directory.weight()) > room;
        });
    }

    @Override
    public DirectoryPutter putter() throws CastoreException {
        return directories.putter();
    }

    @Override
    public void closure(Digest root, ClosureVisitor visitor) throws CastoreException {
        directories.closure(root, visitor);
    }
}
