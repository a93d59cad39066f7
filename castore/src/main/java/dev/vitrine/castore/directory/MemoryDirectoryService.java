package dev.vitrine.castore.directory;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.Room;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Directories on the heap, for tests and small things: nothing outlives the process. Thread-safe. */
public final class MemoryDirectoryService implements DirectoryService {
    /** What a directory takes besides its encoding, and what a put must remember of it, about. */
    private static final int EACH = 512;

    private final Room room;
    private final Map<Digest, Directory> directories = new ConcurrentHashMap<>();

    /** With room for whatever comes. */
    public MemoryDirectoryService() {
        this(Room.unbounded());
    }

    /** @param room for all directories, also those that are being put; who finds none left finds the service unavailable */
    public MemoryDirectoryService(Room room) {
        this.room = room;
    }

    @Override
    public Optional<Directory> get(Digest digest) {
        return Optional.ofNullable(directories.get(digest));
    }

    @Override
    public DirectoryPutter putter() {
        return new Putter();
    }

    private static long needed(Directory directory) {
        return EACH + (long) directory.encoding().remaining();
    }

    private final class Putter implements DirectoryPutter {
        private final LeavesToRoot order = new LeavesToRoot();
        private final Map<Digest, Directory> pending = new HashMap<>();
        private volatile Added added = Added.NOTHING;
        private long pendingRoom;
        private boolean finished;

        @Override
        public Digest put(Directory directory) throws CastoreException {
            checkNotFinished();
            Digest digest = Blake3.digest(directory);
            if (!pending.containsKey(digest)) {
                room.take(needed(directory));
                pendingRoom += needed(directory);
            }
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
            pending.forEach((digest, directory) -> {
                if (directories.putIfAbsent(digest, directory) == null) {
                    pendingRoom -= needed(directory);
                }
            });
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
            room.give(pendingRoom);
            pendingRoom = 0;
        }
    }
}
