package dev.vitrine.castore.verify;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Directories by digest that nobody checks, each of which can be made to come out otherwise. Counts the directories that are read. */
final class BreakableDirectories implements DirectoryService {
    /** How a directory is read. */
    interface Reading {
        Optional<Directory> read() throws CastoreException;
    }

    final AtomicInteger read = new AtomicInteger();
    private final Map<Digest, Reading> directories = new HashMap<>();

    void put(Digest digest, Reading reading) {
        directories.put(digest, reading);
    }

    @Override
    public Optional<Directory> get(Digest digest) throws CastoreException {
        read.incrementAndGet();
        Reading reading = directories.get(digest);
        return reading == null ? Optional.empty() : reading.read();
    }

    @Override
    public DirectoryPutter putter() {
        throw new UnsupportedOperationException("a verification writes nothing");
    }
}
