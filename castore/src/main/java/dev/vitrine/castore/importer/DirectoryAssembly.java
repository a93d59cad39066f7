package dev.vitrine.castore.importer;

import dev.vitrine.castore.directory.DirectoryPutter;
import dev.vitrine.castore.importer.PendingDirectory.Slot;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.Node;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts directories from the leaves to the root, each as soon as its last child has arrived. Thread-safe. */
final class DirectoryAssembly {
    private final DirectoryPutter putter;
    private final ImportMemory memory;
    private @Nullable DirectoryNode root;

    DirectoryAssembly(DirectoryPutter putter, ImportMemory memory) {
        this.putter = putter;
        this.memory = memory;
    }

    /** A child that was announced is known. */
    void arrived(Slot slot, Node node) throws CastoreException {
        settle(slot.parent(), slot.parent().arrived(slot.name(), node));
    }

    /** The walk has left the directory. */
    void left(PendingDirectory directory) throws CastoreException {
        settle(directory, directory.left());
    }

    /** Puts the directory if it is ready, and then each one above that was waiting for no other: in a loop, however deep. */
    private void settle(PendingDirectory directory, Optional<Directory> ready) throws CastoreException {
        PendingDirectory current = directory;
        Optional<Directory> built = ready;
        while (built.isPresent()) {
            memory.through(current.seen());
            DirectoryNode node = put(built.get(), current.slot().isEmpty());
            if (current.slot().isEmpty()) {
                return;
            }
            Slot slot = current.slot().get();
            current = slot.parent();
            built = current.arrived(slot.name(), node);
        }
    }

    /** A putter serves one thread at a time. */
    private synchronized DirectoryNode put(Directory directory, boolean isRoot) throws CastoreException {
        DirectoryNode node = new DirectoryNode(putter.put(directory), directory.size());
        root = isRoot ? node : root;
        return node;
    }

    /** Makes all of them durable. Every blob that they refer to must be so before. */
    synchronized DirectoryNode finish() throws CastoreException {
        Digest digest = putter.finish();
        if (root == null || !root.digest().equals(digest)) {
            throw new IllegalStateException("the root directory is not through");
        }
        return root;
    }
}
