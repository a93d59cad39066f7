package dev.vitrine.castore.view;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.checksum.Effort;
import dev.vitrine.castore.checksum.LazyChecksums;
import dev.vitrine.castore.checksum.MemoryChecksumService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.RootNodes;
import java.util.Optional;

/**
 * The view of three services, with a cache of directories between, and checksums that are made when they are asked for. It has nothing to
 * close but that work.
 */
public final class StoreView implements CastoreView, AutoCloseable {
    private static final int CHECKSUMS_IN_MEMORY = 4096;

    private final BlobService blobs;
    private final DirectoryCache directories;
    private final RootNodes roots;
    private final LazyChecksums checksums;

    /** A view of these services, which the caller goes on owning; it keeps checksums in memory alone. */
    public StoreView(BlobService blobs, DirectoryService directories, RootNodes roots, long cacheBytes) {
        this(blobs, directories, roots, new MemoryChecksumService(CHECKSUMS_IN_MEMORY), cacheBytes);
    }

    /**
     * A view of these services, which the caller goes on owning.
     *
     * @param checksums where those that were made are kept
     * @param cacheBytes how many bytes of directories to keep on the heap, about
     */
    public StoreView(
            BlobService blobs,
            DirectoryService directories,
            RootNodes roots,
            ChecksumService checksums,
            long cacheBytes) {
        this.blobs = blobs;
        this.directories = new DirectoryCache(directories, cacheBytes);
        this.roots = roots;
        this.checksums = new LazyChecksums(checksums, this::open);
    }

    /** What the cache of directories holds and how often it helped. */
    public CacheFigures directoryCache() {
        return directories.figures();
    }

    @Override
    public Entry lookup(CastorePath path) throws CastoreException {
        Entry entry = new Entry.Top();
        for (PathComponent name : path.components()) {
            if (!(entry instanceof Entry.Listable parent)) {
                throw new NotADirectory("the path '" + path + "' goes through something that is no directory");
            }
            entry = child(parent, name).orElseThrow(() -> new NotFound("nothing is at '" + path + "'"));
        }
        return entry;
    }

    @Override
    public Optional<Entry> child(Entry.Listable parent, PathComponent name) throws CastoreException {
        return switch (parent) {
            case Entry.Top top -> roots.get(name).map(Entry::of);
            case Entry.Directory directory ->
                directories.get(directory.node()).get(name).map(Entry::of);
        };
    }

    @Override
    public Listing list(Entry.Listable parent) throws CastoreException {
        return switch (parent) {
            case Entry.Top top -> new RootListing(roots.list());
            case Entry.Directory directory -> new DirectoryListing(directories.get(directory.node()));
        };
    }

    @Override
    public Optional<Entry.File> blob(Digest digest) throws CastoreException {
        Optional<BlobReader> opened = blobs.open(digest);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (BlobReader blob = opened.get()) {
            return Optional.of(new Entry.File(new FileNode(digest, blob.size(), false)));
        }
    }

    @Override
    public Optional<Entry.Directory> directory(Digest digest) throws CastoreException {
        return directories
                .find(digest)
                .map(directory -> new Entry.Directory(new DirectoryNode(digest, directory.size())));
    }

    @Override
    public BlobReader open(Entry.File file) throws CastoreException {
        return open(file.node());
    }

    private BlobReader open(FileNode node) throws CastoreException {
        if (node.size() < 0) {
            throw new Corrupt(
                    "blob " + node.digest() + " cannot have " + Long.toUnsignedString(node.size()) + " bytes");
        }
        BlobReader reader = blobs.open(node.digest())
                .orElseThrow(() -> new Corrupt("blob " + node.digest() + " is referred to but not there"));
        if (reader.size() != node.size()) {
            reader.close();
            throw new Corrupt(
                    "blob " + node.digest() + " has " + reader.size() + " bytes where its node says " + node.size());
        }
        return reader;
    }

    @Override
    public Optional<Checksums> checksums(Entry.File file, Effort effort) throws CastoreException {
        return checksums.get(file.node(), effort);
    }

    @Override
    public long rootsRevision() throws CastoreException {
        return roots.revision();
    }

    /** Stops making checksums; the view can still be read. Harmless when repeated. */
    @Override
    public void close() {
        checksums.close();
    }

    /** The children of a directory, read out of its bytes. */
    private record DirectoryListing(Directory directory) implements Listing {
        @Override
        public int count() {
            return directory.count();
        }

        @Override
        public PathComponent name(int position) {
            return directory.name(position);
        }

        @Override
        public Entry entry(int position) {
            return Entry.of(directory.node(position));
        }

        @Override
        public int after(PathComponent name) {
            int found = directory.find(name);
            return found >= 0 ? found + 1 : -found - 1;
        }
    }
}
