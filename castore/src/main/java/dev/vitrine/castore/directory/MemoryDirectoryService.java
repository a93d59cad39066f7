package dev.vitrine.castore.directory;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Directories on the heap, for tests and small things: nothing outlives the process. Thread-safe. */
public final class MemoryDirectoryService implements DirectoryService {
    private final Map<Digest, Directory> directories = new ConcurrentHashMap<>();

    @Override
    public Optional<Directory> get(Digest digest) {
        return Optional.ofNullable(directories.get(digest));
    }

    @Override
    public DirectoryPutter putter() {
        return new Putter();
    }

    private final class Putter implements DirectoryPutter {
        private final LeavesToRoot order = new LeavesToRoot();
        private final Map<Digest, Directory> pending = new HashMap<>();
        private volatile Added added = Added.NOTHING;
        private boolean finished;

        @Override
        public Digest put(Directory directory) throws Invalid {
            checkNotFinished();
            Digest digest = Blake3.digest(directory);
            if (order.accept(digest, directory)) {
                pending.put(digest, directory);
                added = directories.containsKey(digest)
                        ? added
                        : added.plusOne(directory.encoding().remaining());
            }
            return digest;
        }

        @Override
        public Digest finish() throws Invalid {
            checkNotFinished();
            Digest root = order.root();
            finished = true;
            directories.putAll(pending);
            return root;
        }

        @Override
        public Added added() {
            return added;
        }

        private void checkNotFinished() {
            if (finished) {
                throw new IllegalStateException("the put is finished");
            }
        }

        @Override
        public void close() {
            pending.clear();
        }
    }
}
