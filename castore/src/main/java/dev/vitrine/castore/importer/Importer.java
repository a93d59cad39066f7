package dev.vitrine.castore.importer;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.importer.TreeVisitor.Place;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Brings directory trees, single files and symlinks from the disk into the castore. Thread-safe: several imports may run at once.
 *
 * <p>A first walk counts, and refuses what a castore cannot hold before anything is written. A second one opens files, which several
 * threads read and hash, while directories are put as their last child arrives. The order of what becomes durable is: blobs, then
 * directories, then the root. Memory holds the directories on the way down to where the walk is, each with its children, and some
 * 100 bytes for each that was put. To interrupt the importing thread stops all of it at the next read.
 */
public final class Importer {
    /** The name by which the memory knows a file that is a source by itself. */
    private static final RawName ALONE = RawName.of(new byte[] {'.'});

    private final BlobService blobs;
    private final DirectoryService directories;
    private final ImportOptions options;
    private final InstantSource clock;

    public Importer(BlobService blobs, DirectoryService directories, ImportOptions options) {
        this(blobs, directories, options, InstantSource.system());
    }

    /** @param clock that of the files' times */
    Importer(BlobService blobs, DirectoryService directories, ImportOptions options, InstantSource clock) {
        this.blobs = blobs;
        this.directories = directories;
        this.options = options;
        this.clock = clock;
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
     * @throws ImportException if something cannot be read, changes while it is read, or is to be skipped as a whole, or if an ignore
     *     file is of no use
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
            case FILE -> file(place, stat, source, listener);
            case DIRECTORY -> directory(place, source, stat, files, listener);
            case UNKNOWN, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, SOCKET ->
                throw TreeWalk.refused(place.location(), stat.kind());
        };
    }

    private static Node symlink(Place place, RawFiles files, ImportListener listener) throws IOException {
        listener.planned(new ImportPlan(0, 0, 1, 0));
        return TreeImport.node(files, place);
    }

    private FileNode file(Place place, FileStat stat, Path source, ImportListener listener) throws IOException {
        listener.planned(new ImportPlan(1, 0, 0, stat.size()));
        try (ImportMemory memory = memory(source);
                BlobBatch batch = blobs.batch()) {
            listener.writing(batch::added, () -> Added.NOTHING);
            SeenDirectory alone = memory.entered(stat.key());
            FileLoader loader = new FileLoader(batch, listener, Thread.currentThread()::isInterrupted);
            FileNode node = loader.load(place, alone, ALONE);
            batch.commit();
            memory.through(alone);
            memory.finish();
            return node;
        }
    }

    private Skips skips(Place place, Path source, FileStat stat, RawFiles files) throws IOException {
        Skips skips = Skips.from(source.toRealPath(), options, files);
        if (skips.has(stat)) {
            throw new ImportException("'" + place.location() + "' cannot be imported: it is to be skipped");
        }
        return skips;
    }

    private Node directory(Place place, Path source, FileStat stat, RawFiles files, ImportListener listener)
            throws IOException {
        Skips skips = skips(place, source, stat, files);
        try (ImportMemory memory = memory(source)) {
            Node node = walk(place, skips, files, memory, listener);
            memory.finish();
            return node;
        }
    }

    private ImportMemory memory(Path source) throws IOException {
        Path real = source.toRealPath();
        return options.memory()
                .map(directory -> ImportMemory.of(directory, real, clock.instant()))
                .orElseGet(ImportMemory::none);
    }

    private Node walk(Place place, Skips skips, RawFiles files, ImportMemory memory, ImportListener listener)
            throws IOException {
        Survey survey = new Survey(files, listener.wantsBytes());
        new TreeWalk(files, survey).walk(place, skips);
        listener.planned(survey.plan());
        try (BlobBatch batch = blobs.batch();
                DirectoryPutter putter = directories.putter()) {
            listener.writing(batch::added, putter::added);
            DirectoryAssembly assembly = new DirectoryAssembly(putter, memory);
            try (LoaderPool loaders =
                    new LoaderPool(options.threads(), pool -> loader(pool, batch, assembly, listener))) {
                TreeImport visitor = new TreeImport(files, loaders, assembly, listener, memory);
                new TreeWalk(files, visitor).walk(place, skips);
                loaders.finish();
            }
            batch.commit();
            return assembly.finish();
        }
    }

    private static LoaderPool.Loader loader(
            LoaderPool pool, BlobBatch batch, DirectoryAssembly assembly, ImportListener listener) {
        FileLoader loader = new FileLoader(batch, listener, pool::isStopped);
        return file -> {
            Place place = file.place();
            assembly.arrived(
                    file.slot(), loader.load(place, file.slot().parent().seen(), place.name()));
        };
    }
}
