package dev.vitrine.castore.importer;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.blob.BlobWriter;
import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.model.Added;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MemoryRootNodes;
import dev.vitrine.castore.root.MutableRootNodes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that writes down what is written to it, in order, and how many blobs were new. Thread-safe. */
final class RecordingStore {
    private final MemoryBlobService memory = new MemoryBlobService();
    private final DirectoryService directoryMemory = new MemoryDirectoryService();
    private final MutableRootNodes rootMemory = new MemoryRootNodes();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger newBlobs = new AtomicInteger();
    private final WriteHook hook;

    /** What happens as bytes of a blob arrive, before they are taken. */
    interface WriteHook {
        void written(ByteBuffer bytes);
    }

    RecordingStore() {
        this(bytes -> {});
    }

    RecordingStore(WriteHook hook) {
        this.hook = hook;
    }

    List<String> events() {
        return List.copyOf(events);
    }

    /** Forgets what was written down so far. */
    void clear() {
        events.clear();
    }

    int newBlobs() {
        return newBlobs.get();
    }

    StoredTree stored() {
        return new StoredTree(blobs(), directories());
    }

    Importer importer() {
        return importer(ImportOptions.defaults());
    }

    Importer importer(ImportOptions options) {
        return new Importer(blobs(), directories(), options);
    }

    BlobService blobs() {
        return new BlobService() {
            @Override
            public boolean has(Digest digest) {
                return memory.has(digest);
            }

            @Override
            public Optional<BlobReader> open(Digest digest) {
                return memory.open(digest);
            }

            @Override
            public BlobBatch batch() {
                return new Batch(new MemoryBlobService().batch());
            }
        };
    }

    /** Hashes into a memory that is thrown away, so as to see whether the kept one has the blob. */
    private final class Batch implements BlobBatch {
        private final BlobBatch hashing;

        private Batch(BlobBatch hashing) {
            this.hashing = hashing;
        }

        @Override
        public Digest put(ByteBuffer bytes) throws CastoreException {
            hook.written(bytes);
            Digest digest = hashing.put(bytes.duplicate());
            if (!memory.has(digest)) {
                newBlobs.incrementAndGet();
                memory.put(bytes.duplicate());
            }
            bytes.position(bytes.limit());
            events.add("blob");
            return digest;
        }

        @Override
        public BlobWriter create() {
            return new Writer(this);
        }

        @Override
        public boolean has(Digest digest) {
            return memory.has(digest);
        }

        @Override
        public Added added() {
            return Added.NOTHING;
        }

        @Override
        public void commit() {
            events.add("blobs are durable");
        }

        @Override
        public void close() {
            events.add("batch is closed");
        }
    }

    private final class Writer implements BlobWriter {
        private final Batch batch;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Writer(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void write(ByteBuffer more) {
            hook.written(more);
            byte[] copy = new byte[more.remaining()];
            more.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public Digest finish() throws CastoreException {
            return batch.put(ByteBuffer.wrap(bytes.toByteArray()));
        }

        @Override
        public void close() {}
    }

    DirectoryService directories() {
        return new DirectoryService() {
            @Override
            public Optional<Directory> get(Digest digest) throws CastoreException {
                return directoryMemory.get(digest);
            }

            @Override
            public DirectoryPutter putter() throws CastoreException {
                return new Putter(directoryMemory.putter());
            }
        };
    }

    private final class Putter implements DirectoryPutter {
        private final DirectoryPutter putter;

        private Putter(DirectoryPutter putter) {
            this.putter = putter;
        }

        @Override
        public Digest put(Directory directory) throws CastoreException {
            return putter.put(directory);
        }

        @Override
        public Digest finish() throws CastoreException {
            events.add("directories are durable");
            return putter.finish();
        }

        @Override
        public Added added() {
            return putter.added();
        }

        @Override
        public void close() {
            putter.close();
        }
    }

    MutableRootNodes roots() {
        return new MutableRootNodes() {
            @Override
            public void put(PathComponent name, Node node) throws CastoreException {
                events.add("root " + name);
                rootMemory.put(name, node);
            }

            @Override
            public boolean remove(PathComponent name) throws CastoreException {
                return rootMemory.remove(name);
            }

            @Override
            public Optional<Node> get(PathComponent name) throws CastoreException {
                return rootMemory.get(name);
            }

            @Override
            public SortedMap<PathComponent, Node> list() throws CastoreException {
                return rootMemory.list();
            }

            @Override
            public long revision() throws CastoreException {
                return rootMemory.revision();
            }
        };
    }
}
