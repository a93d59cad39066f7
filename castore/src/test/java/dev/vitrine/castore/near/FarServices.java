package dev.vitrine.castore.near;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.checksum.ChecksumService;
import dev.vitrine.castore.checksum.MemoryChecksumService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MemoryRootNodes;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootNodes;
import dev.vitrine.castore.store.Pin;
import dev.vitrine.castore.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A far store in memory, as far away as a test wants it. */
final class FarServices implements Store {
    final MemoryBlobService blobs = new MemoryBlobService();
    final MemoryDirectoryService directories = new MemoryDirectoryService();
    final MemoryRootNodes roots = new MemoryRootNodes();

    final AtomicInteger blobCalls = new AtomicInteger();
    final AtomicInteger directoryCalls = new AtomicInteger();
    final AtomicInteger closureCalls = new AtomicInteger();
    final AtomicInteger rootCalls = new AtomicInteger();
    final AtomicLong bytesRead = new AtomicLong();

    /** How long each call and each read takes. */
    volatile long millis;

    volatile boolean isDown;

    /** Whether bytes are wrong. */
    volatile boolean lies;

    @Override
    public BlobService blobs() {
        return new Blobs();
    }

    @Override
    public DirectoryService directories() {
        return new Directories();
    }

    @Override
    public RootNodes roots() {
        return new Roots();
    }

    @Override
    public MutableRootNodes mutableRoots() {
        return roots;
    }

    @Override
    public ChecksumService checksums() {
        return new MemoryChecksumService(1);
    }

    @Override
    public Pin pin() {
        return Pin.NONE;
    }

    @Override
    public void close() {}

    private void call(AtomicInteger calls) throws Unavailable {
        calls.incrementAndGet();
        travel();
    }

    /** A slow one gives up by itself, as far stores do. */
    private void travel() throws Unavailable {
        if (isDown) {
            throw Unavailable.because("the far store is down", new IOException("connection refused"));
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.deadlineExceeded("interrupted", new TimeoutException());
        }
    }

    private final class Blobs implements BlobService {
        @Override
        public boolean has(Digest digest) throws CastoreException {
            call(blobCalls);
            return blobs.has(digest);
        }

        @Override
        public Optional<BlobReader> open(Digest digest) throws CastoreException {
            call(blobCalls);
            return blobs.open(digest).map(Reader::new);
        }

        @Override
        public BlobBatch batch() {
            return blobs.batch();
        }
    }

    private final class Reader implements BlobReader {
        private final BlobReader reader;

        Reader(BlobReader reader) {
            this.reader = reader;
        }

        @Override
        public long size() {
            return reader.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws CastoreException {
            travel();
            int start = target.position();
            int read = reader.read(position, target);
            bytesRead.addAndGet(read);
            if (lies && read > 0) {
                target.put(start, (byte) (target.get(start) + 1));
            }
            return read;
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    private final class Directories implements DirectoryService {
        @Override
        public Optional<Directory> get(Digest digest) throws CastoreException {
            call(directoryCalls);
            return directories.get(digest);
        }

        @Override
        public void closure(Digest root, ClosureVisitor visitor) throws CastoreException {
            call(closureCalls);
            directories.closure(root, (digest, directory) -> {
                if (isDown) {
                    throw Unavailable.because("the far store went down", new IOException("connection reset"));
                }
                visitor.visit(digest, directory);
            });
        }

        @Override
        public DirectoryPutter putter() {
            return directories.putter();
        }
    }

    private final class Roots implements RootNodes {
        @Override
        public Optional<Node> get(PathComponent name) throws CastoreException {
            call(rootCalls);
            return roots.get(name);
        }

        @Override
        public SortedMap<PathComponent, Node> list() throws CastoreException {
            call(rootCalls);
            return roots.list();
        }

        @Override
        public long revision() throws CastoreException {
            travel();
            return roots.revision();
        }
    }
}
