package dev.vitrine.castore.nar;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;

/** Where the parts of a tree are found, each compared with the node that refers to it. As thread-safe as the services. */
record NarSource(BlobService blobs, DirectoryService directories) {
    /** The directory of a node; {@link Corrupt} if it is missing or has another size. */
    Directory directory(DirectoryNode node) throws CastoreException {
        Directory directory = directories
                .get(node.digest())
                .orElseThrow(() -> new Corrupt("directory " + node.digest() + " is referred to but not there"));
        checkSize(node, directory);
        return directory;
    }

    static void checkSize(DirectoryNode node, Directory directory) throws Corrupt {
        if (node.size() != directory.size()) {
            throw new Corrupt("directory " + node.digest() + " has size " + Long.toUnsignedString(directory.size())
                    + " where its node says " + Long.toUnsignedString(node.size()));
        }
    }

    /** Opens the blob of a file; {@link Corrupt} if it is missing or has another length. The caller closes the reader. */
    BlobReader open(FileNode file) throws CastoreException {
        checkLength(file);
        BlobReader reader = blobs.open(file.digest())
                .orElseThrow(() -> new Corrupt("blob " + file.digest() + " is referred to but not there"));
        if (reader.size() != file.size()) {
            reader.close();
            throw new Corrupt(
                    "blob " + file.digest() + " has " + reader.size() + " bytes where its node says " + file.size());
        }
        return reader;
    }

    /** Lengths are unsigned, and no blob has 2^63 bytes. */
    static void checkLength(FileNode file) throws Corrupt {
        if (file.size() < 0) {
            throw new Corrupt(
                    "blob " + file.digest() + " cannot have " + Long.toUnsignedString(file.size()) + " bytes");
        }
    }
}
