package dev.vitrine.castore.importer;

import dev.vitrine.castore.importer.TreeVisitor.Place;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Violation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * One walk over a directory tree: depth first, by open directories, so that neither the length of a path nor the stack of the thread
 * limits the depth; the limit on open files does. Follows no symlink, stays on one file system and reads ignore files as it meets
 * them. Not thread-safe.
 */
final class TreeWalk {
    /** A directory that was entered: open, with the names that are still to come. */
    private record Step(Descriptor open, Location location, Iterator<RawFiles.Child> rest, Skips skips) {}

    private final RawFiles files;
    private final TreeVisitor visitor;
    private final Deque<Step> steps = new ArrayDeque<>();

    TreeWalk(RawFiles files, TreeVisitor visitor) {
        this.files = files;
        this.visitor = visitor;
    }

    /**
     * Walks the tree below a directory.
     *
     * @throws Invalid {@link Violation#FILE_TYPE} for a device, a socket or a fifo
     * @throws ImportException if something cannot be read
     * @throws InterruptedIOException if the thread is interrupted, which it stays
     */
    void walk(Place source, Skips skips) throws IOException {
        try {
            FileStat top = open(source, skips);
            while (!steps.isEmpty()) {
                checkInterrupt();
                step(top.device());
            }
        } finally {
            steps.forEach(step -> step.open().close());
        }
    }

    private static void checkInterrupt() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
    }

    static InterruptedIOException interrupted() {
        return new InterruptedIOException("the import was interrupted");
    }

    private void step(long device) throws IOException {
        Step step = steps.element();
        if (step.rest().hasNext()) {
            child(step, step.rest().next(), device);
        } else {
            steps.remove().open().close();
            visitor.leave();
        }
    }

    private void child(Step parent, RawFiles.Child child, long device) throws IOException {
        Place place = new Place(parent.open(), child.name(), parent.location().child(child.name()));
        if (parent.skips().has(child.name())) {
            visitor.skipped(place, SkipReason.ASKED);
            return;
        }
        try {
            FileKind kind = kind(place, child.kind());
            if (parent.skips().exclude(child.name(), kind)) {
                visitor.skipped(place, SkipReason.EXCLUDED);
            } else {
                show(place, kind, parent.skips(), device);
            }
        } catch (ErrnoException e) {
            throw ImportException.unreadable(place.location(), e);
        }
    }

    private FileKind kind(Place place, FileKind listed) throws ErrnoException {
        return listed != FileKind.UNKNOWN
                ? listed
                : files.stat(place.directory(), place.name()).kind();
    }

    private void show(Place place, FileKind kind, Skips skips, long device) throws IOException {
        switch (kind) {
            case DIRECTORY -> directory(place, skips, device);
            case FILE -> visitor.file(place);
            case SYMLINK -> visitor.symlink(place);
            case UNKNOWN, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET -> throw refused(place.location(), kind);
        }
    }

    static Invalid refused(Location where, FileKind kind) {
        return new Invalid(
                Violation.FILE_TYPE,
                "'" + where + "' is " + kind + "; only regular files, directories and symlinks can be imported");
    }

    private void directory(Place place, Skips skips, long device) throws IOException {
        FileStat stat = files.stat(place.directory(), place.name());
        if (skips.has(stat)) {
            visitor.skipped(place, SkipReason.ASKED);
        } else if (stat.device() != device) {
            visitor.skipped(place, SkipReason.OTHER_FILE_SYSTEM);
            visitor.enter(place);
            visitor.leave();
        } else {
            open(place, skips.in(place.name()));
        }
    }

    /** Enters a directory. All its names are read at once: what appears later is not of this import. */
    private FileStat open(Place place, Skips skips) throws IOException {
        Descriptor open = files.openDirectory(place.directory(), place.name());
        List<RawFiles.Child> children;
        Skips inside;
        try {
            children = files.list(open);
            inside = skips.reading(files, open, place.location(), children);
            visitor.enter(place);
        } catch (IOException e) {
            open.close();
            throw e;
        }
        steps.push(new Step(open, place.location(), children.iterator(), inside));
        return files.stat(open);
    }
}
