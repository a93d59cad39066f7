package dev.vitrine.castore.nar;

import dev.vitrine.castore.blob.BlobBatch;
import dev.vitrine.castore.blob.BlobService;
import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.directory.DirectoryService;
import dev.vitrine.castore.importer.ImportListener;
import dev.vitrine.castore.importer.ImportedRoot;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.root.MutableRootNodes;
import dev.vitrine.castore.root.RootName;
import java.io.IOException;
import java.io.InputStream;

/**
 * Brings NARs into the castore, in one pass and without keeping them. Thread-safe: several imports may run at once. What becomes durable
 * does so in this order: blobs, then directories, then the root. Memory holds the directories on the way down to where it reads, each with
 * its children, and some 100 bytes for each that was put. To interrupt the importing thread stops it at the next read.
 */
public final class NarImporter {
    private final BlobService blobs;
    private final DirectoryService directories;

    public NarImporter(BlobService blobs, DirectoryService directories) {
        this.blobs = blobs;
        this.directories = directories;
    }

    /**
     * Imports a NAR, and sets what is in it as a root.
     *
     * @throws CastoreException.Invalid if the name is reserved, and as {@link #importNar}
     */
    public ImportedRoot importAs(
            MutableRootNodes roots, PathComponent name, InputStream nar, long length, ImportListener listener)
            throws IOException {
        PathComponent allowed = RootName.of(name.toByteArray());
        Node node = importNar(nar, length, listener);
        roots.put(allowed, node);
        return new ImportedRoot(allowed, node);
    }

    /**
     * Imports what is in a NAR, to the end of the stream; all that it refers to is durable when this returns.
     *
     * @param length of the NAR in bytes; {@link Long#MAX_VALUE} where that is not known
     * @throws NarException if it is none, goes on behind its end, or holds what a castore cannot; blobs and directories that came before
     *     may be in the store then, reached by no root
     * @throws CastoreException as the services throw it
     * @throws java.io.InterruptedIOException if this thread is interrupted, which it stays
     */
    public Node importNar(InputStream nar, long length, ImportListener listener) throws IOException {
        NarInput input = new NarInput(nar, length);
        try (BlobBatch batch = blobs.batch();
                DirectoryPutter putter = directories.putter()) {
            listener.writing(batch::added, putter::added);
            NarContents contents = new NarContents(input, batch, listener);
            NarTree tree = new NarTree(input, contents, putter);
            Node root = tree.read();
            listener.planned(tree.plan());
            batch.commit();
            if (root instanceof DirectoryNode) {
                putter.finish();
            }
            return root;
        }
    }
}
