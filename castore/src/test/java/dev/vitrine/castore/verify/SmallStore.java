package dev.vitrine.castore.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.CastoreException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in memory that can be broken, of one root: {@code tree/{a\n, sub/{hello, again, link}, copy/{the same}}}. */
abstract class SmallStore {
    static final Digest ABSENT = new Digest(1, 2, 3, 4);

    final BreakableBlobs blobs = new BreakableBlobs();
    final BreakableDirectories directories = new BreakableDirectories();
    final MemoryRootNodes roots = new MemoryRootNodes();
    final List<Finding> findings = new ArrayList<>();

    final FileNode hello = file("Hello World!");
    final FileNode odd = file("odd");
    final Directory sub;
    final DirectoryNode subNode;
    final DirectoryNode treeNode;

    SmallStore() throws Exception {
        Node link = new SymlinkNode(SymlinkTarget.of("nowhere"));
        sub = directory(Map.of("hello", hello, "again", hello, "link", link));
        subNode = put(sub);
        treeNode = put(directory(Map.of("a\n", odd, "sub", subNode, "copy", subNode)));
        root("tree", treeNode);
    }

    FileNode file(String text) throws CastoreException {
        byte[] bytes = text.getBytes(UTF_8);
        return new FileNode(blobs.put(ByteBuffer.wrap(bytes)), bytes.length, false);
    }

    static Directory directory(Map<String, Node> nodes) throws CastoreException {
        Directory.Builder directory = Directory.builder();
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            directory.add(PathComponent.of(entry.getKey()), entry.getValue());
        }
        return directory.build();
    }

    DirectoryNode put(Directory directory) {
        Digest digest = Blake3.digest(directory);
        directories.put(digest, () -> Optional.of(directory));
        return new DirectoryNode(digest, directory.size());
    }

    void root(String name, Node node) throws CastoreException {
        roots.put(PathComponent.of(name), node);
    }

    Verification verify() throws CastoreException {
        return new Verifier(blobs, directories, roots, VerifyOptions.of(2)).verify(findings::add);
    }
}
