package dev.vitrine.castore.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.blob.MemoryBlobService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.directory.MemoryDirectoryService;
import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.SymlinkNode;
import dev.vitrine.castore.model.SymlinkTarget;
import dev.vitrine.castore.root.MemoryRootNodes;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A small store in memory, and a view of it: {@code tree/{bin/run*, hello, link -> bin/run}}. Counts the directories that are fetched. */
final class Museum {
    static final long CACHE_BYTES = 1 << 20;

    final MemoryBlobService blobs = new MemoryBlobService();
    final MemoryDirectoryService stored = new MemoryDirectoryService();
    final MemoryRootNodes roots = new MemoryRootNodes();
    final AtomicInteger fetched = new AtomicInteger();
    final DirectoryService directories = new Counting();

    Museum() throws Exception {
        FileNode run = file("#!/bin/sh\n", true);
        Directory bin = Directory.builder().add(name("run"), run).build();
        Directory tree = Directory.builder()
                .add(name("hello"), file("Hello World!", false))
                .add(name("link"), new SymlinkNode(SymlinkTarget.of("bin/run")))
                .add(name("bin"), node(bin))
                .build();
        try (DirectoryPutter putter = stored.putter()) {
            putter.put(bin);
            putter.put(tree);
            putter.finish();
        }
        roots.put(name("tree"), node(tree));
    }

    StoreView view() {
        return new StoreView(blobs, directories, roots, CACHE_BYTES);
    }

    FileNode file(String text, boolean executable) throws CastoreException {
        byte[] bytes = text.getBytes(UTF_8);
        return new FileNode(blobs.put(ByteBuffer.wrap(bytes)), bytes.length, executable);
    }

    static DirectoryNode node(Directory directory) {
        return new DirectoryNode(Blake3.digest(directory), directory.size());
    }

    static PathComponent name(String text) throws CastoreException {
        return PathComponent.of(text);
    }

    static CastorePath path(String text) throws CastoreException {
        return CastorePath.parse(text);
    }

    /** A root of that name, put without the checks that an import makes. */
    void root(String name, Node node) throws CastoreException {
        roots.put(name(name), node);
    }

    private final class Counting implements DirectoryService {
        @Override
        public Optional<Directory> get(Digest digest) {
            fetched.incrementAndGet();
            return stored.get(digest);
        }

        @Override
        public DirectoryPutter putter() {
            throw new UnsupportedOperationException("a view writes nothing");
        }
    }
}
