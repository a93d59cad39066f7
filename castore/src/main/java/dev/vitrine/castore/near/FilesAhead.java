package dev.vitrine.castore.near;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches small files before they are opened, for programs that read many files of a tree: each would be a round trip. Thread-safe.
 */
final class FilesAhead {
    private static final Logger log = LoggerFactory.getLogger(FilesAhead.class);

    /** So many programs are followed at once. */
    private static final int RUNS = 16;

    /** So many files are on their way at once. */
    private static final int UNDER_WAY = 64;

    private final KnownTree tree;
    private final Fetching fetching;
    private final long mostBytes;
    private final Semaphore underWay = new Semaphore(UNDER_WAY);

    /** By the directory in which each began, the one that goes on at last. Guarded by this. */
    private final LinkedHashMap<Digest, FileRun> runs = new LinkedHashMap<>(16, 0.75f, true);

    /** How files get here. */
    interface Fetching extends FileRun.Passing {
        /** Fetches it, unless it is here. */
        void fetch(FileNode file) throws CastoreException;
    }

    /** @param mostBytes how many bytes of files that nobody has opened yet to fetch for one program */
    FilesAhead(KnownTree tree, Fetching fetching, long mostBytes) {
        this.tree = tree;
        this.fetching = fetching;
        this.mostBytes = mostBytes;
    }

    /** Notes that somebody opens a file that is here. */
    void found(Digest file) {
        opened(file, Optional.empty());
    }

    /** Notes that somebody opens a file that is not here. */
    void missed(Digest file) {
        opened(file, tree.place(file));
    }

    private synchronized void opened(Digest file, Optional<Place> place) {
        Optional<FileRun> run = run(file, place);
        if (run.isPresent()) {
            try {
                start(run.get(), run.get().opened(file, fetching));
            } catch (CastoreException e) {
                stop(run.get(), e);
            }
        }
    }

    /** The program that this is about; another one where the file has a place, and none knows it. */
    private Optional<FileRun> run(Digest file, Optional<Place> place) {
        Optional<Digest> known = runs.values().stream()
                .filter(run -> run.knows(file))
                .map(FileRun::home)
                .findFirst()
                .or(() -> place.map(Place::home));
        return known.map(home -> runs.get(home)).or(() -> place.map(this::begin));
    }

    private FileRun begin(Place place) {
        FileRun run = new FileRun(place.home(), new TreeOrder(tree, place), mostBytes);
        runs.put(place.home(), run);
        if (runs.size() > RUNS) {
            runs.pollFirstEntry();
        }
        return run;
    }

    private void start(FileRun run, List<FileNode> files) {
        for (FileNode file : files) {
            Thread.ofVirtual().name("vitrine-file-ahead").start(() -> fetch(run, file));
        }
    }

    private void fetch(FileRun run, FileNode file) {
        underWay.acquireUninterruptibly();
        try {
            fetching.fetch(file);
        } catch (CastoreException e) {
            stop(run, e);
        } finally {
            underWay.release();
        }
    }

    /** Nothing more is fetched until two more files were opened. */
    private synchronized void stop(FileRun run, CastoreException cause) {
        if (runs.remove(run.home(), run)) {
            log.debug("no more files are fetched ahead: {}", cause.getMessage());
        }
    }
}
