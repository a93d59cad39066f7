package dev.vitrine.castore.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.castore.TortureTree.Item;
import dev.vitrine.castore.TortureTree.Kind;
import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a store holds below a directory, in the form in which {@link dev.vitrine.castore.TortureTree} says what is on disk. */
record StoredTree(BlobService blobs, DirectoryService directories) {
    List<Item> items(Node root) throws CastoreException {
        List<Item> items = new ArrayList<>();
        collect(((DirectoryNode) root), CastorePath.TOP, items);
        return items;
    }

    private void collect(DirectoryNode node, CastorePath path, List<Item> items) throws CastoreException {
        Directory directory = directories.get(node.digest()).orElseThrow();
        for (int i = 0; i < directory.count(); i++) {
            CastorePath child = path.resolve(directory.name(i));
            items.add(item(child, directory.node(i)));
            if (directory.node(i) instanceof DirectoryNode below) {
                collect(below, child, items);
            }
        }
    }

    private Item item(CastorePath path, Node node) throws CastoreException {
        return switch (node) {
            case DirectoryNode directory -> new Item(path, Kind.DIRECTORY, "");
            case FileNode file -> new Item(path, file.executable() ? Kind.EXECUTABLE : Kind.FILE, contents(file));
            case SymlinkNode symlink ->
                new Item(path, Kind.SYMLINK, new String(symlink.target().toByteArray(), ISO_8859_1));
        };
    }

    String contents(FileNode file) throws CastoreException {
        try (BlobReader reader = blobs.open(file.digest()).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size() + 1);
            reader.read(0, bytes);
            return ISO_8859_1.decode(bytes.flip()).toString();
        }
    }
}
