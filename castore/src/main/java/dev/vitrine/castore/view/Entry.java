package dev.vitrine.castore.view;

import dev.vitrine.castore.hash.Blake3;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.Node;
import dev.vitrine.castore.model.SymlinkNode;

/** A node placed in the view, with its inode number; or the top of the view, which has no node. Immutable. */
public sealed interface Entry {
    /** The number that stands for this content and kind, on every host and after every restart: see {@link Inode}. */
    long inode();

    /** The entry for a node. */
    static Entry of(Node node) {
        return switch (node) {
            case DirectoryNode directory -> new Directory(directory);
            case FileNode file -> new File(file);
            case SymlinkNode symlink -> new Symlink(symlink, Inode.ofSymlink(Blake3.digest(symlink.target())));
        };
    }

    /** What has children. */
    sealed interface Listable extends Entry {}

    /** The top of the view; its children are the root nodes. */
    record Top() implements Listable {
        @Override
        public long inode() {
            return Inode.TOP;
        }
    }

    /** A directory, which may turn out to be missing when it is looked into. */
    record Directory(DirectoryNode node) implements Listable {
        @Override
        public long inode() {
            return Inode.ofDirectory(node.digest());
        }
    }

    /** A regular file, whose blob may turn out to be missing when it is opened. */
    record File(FileNode node) implements Entry {
        @Override
        public long inode() {
            return Inode.ofFile(node.digest(), node.executable());
        }
    }

    /** A symlink, which the view never follows. */
    record Symlink(SymlinkNode node, long inode) implements Entry {}
}
