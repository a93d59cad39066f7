package dev.vitrine.castore.importer;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.importer.TreeVisitor.Place;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootName;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Brings directory trees, single files and symlinks from the disk into the castore. Thread-safe: several imports may run at once.
 *
 * <p>A first walk counts, and refuses what a castore cannot hold before anything is written. A second one opens files, which several
 * threads read and hash, while directories are put as their last child arrives. The order of what becomes durable is: blobs, then
 * directories, then the root. Memory holds the directories on the way down to where the walk is, each with its children, and some
 * 100 bytes for each that was put. To interrupt the importing thread stops all of it at the next read.
 */
public final class Importer {
    private final BlobService blobs;
    private final DirectoryService directories;
    private final ImportOptions options;

    public Importer(BlobService blobs, DirectoryService directories, ImportOptions options) {
        this.blobs = blobs;
        this.directories = directories;
        this.options = options;
    }

    /**
     * Imports what is at the path, a symlink as a symlink, and sets it as a root.
     *
     * @throws CastoreException.Invalid if the name is reserved, and as {@link #importTree}
     */
    public ImportedRoot importAs(MutableRootNodes roots, PathComponent name, Path source, ImportListener listener)
            throws IOException {
        PathComponent allowed = RootName.of(name.toByteArray());
        Node node = importTree(source, listener);
        roots.put(allowed, node);
        return new ImportedRoot(allowed, node);
    }

    /**
     * Imports what is at the path, a symlink as a symlink; all that it refers to is durable when this returns.
     *
     * @throws CastoreException.Invalid if there is a device, a socket or a fifo, or a name that is too long
     * @throws CastoreException as the services throw it
     * @throws ImportException if something cannot be read, changes while it is read, or is to be skipped as a whole
     * @throws java.io.InterruptedIOException if this thread is interrupted, which it stays
     */
    public Node importTree(Path source, ImportListener listener) throws IOException {
        Place place = Place.of(RawName.of(source));
        RawFiles files = new RawFiles();
        try {
            return importPlace(place, source, files, listener);
        } catch (ErrnoException e) {
            throw ImportException.unreadable(place.location(), e);
        }
    }

    private Node importPlace(Place place, Path source, RawFiles files, ImportListener listener) throws IOException {
        FileStat stat = files.stat(place.directory(), place.name());
        return switch (stat.kind()) {
            case SYMLINK -> symlink(place, files, listener);
            case FILE -> file(place, files, listener);
            case DIRECTORY -> directory(place, skips(place, source, stat, files), files, listener);
            case UNKNOWN, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET ->
                throw TreeWalk.refused(place.location(), stat.kind());
        };
    }

    private static Node symlink(Place place, RawFiles files, ImportListener listener) throws IOException {
        listener.planned(new ImportPlan(0, 0, 1, 0));
        return TreeImport.node(files, place);
    }

    private FileNode file(Place place, RawFiles files, ImportListener listener) throws IOException {
        try (OpenFile open = OpenFile.open(files, place);
                BlobBatch batch = blobs.batch()) {
            listener.planned(new ImportPlan(1, 0, 0, open.before().size()));
            FileNode node = new FileLoader(batch, listener, Thread.currentThread()::isInterrupted).load(open);
            batch.commit();
            return node;
        }
    }

    private Skips skips(Place place, Path source, FileStat stat, RawFiles files) throws IOException {
        Skips skips = Skips.from(source.toRealPath(), options.skipped(), files);
        if (skips.has(stat)) {
            throw new ImportException("'" + place.location() + "' cannot be imported: it is to be skipped");
        }
        return skips;
    }

    private Node directory(Place place, Skips skips, RawFiles files, ImportListener listener) throws IOException {
        Survey survey = new Survey(files);
        new TreeWalk(files, survey).walk(place, skips);
        listener.planned(survey.plan());
        try (BlobBatch batch = blobs.batch();
                DirectoryPutter putter = directories.putter();
                LoaderPool loaders =
                        new LoaderPool(options.threads(), pool -> new FileLoader(batch, listener, pool::isStopped))) {
            DirectoryAssembly assembly = new DirectoryAssembly(putter);
            new TreeWalk(files, new TreeImport(files, loaders, assembly, listener)).walk(place, skips);
            loaders.finish();
            batch.commit();
            return assembly.finish();
        }
    }
}
