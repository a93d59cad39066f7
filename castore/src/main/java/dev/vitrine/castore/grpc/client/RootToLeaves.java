package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The order in which the directories of a closure come: its root first, and then only what one before it refers to. Takes some 150 bytes
 * per distinct directory. Not thread-safe.
 */
final class RootToLeaves {
    private final Digest root;

    /** The sizes that are said of directories, or that the root has. */
    private final Map<Digest, Long> sizes = new HashMap<>();

    /** What is referred to and has not come. */
    private final Set<Digest> missing = new HashSet<>();

    private boolean begun;

    RootToLeaves(Digest root) {
        this.root = root;
        missing.add(root);
    }

    /**
     * Whether the directory of this digest is wanted, as opposed to one that has come before.
     *
     * @throws Corrupt if nothing that has come refers to it
     */
    boolean wants(Digest digest) throws Corrupt {
        if (missing.contains(digest)) {
            return true;
        }
        if (sizes.containsKey(digest)) {
            return false;
        }
        throw new Corrupt("directory " + digest + " came with the closure of " + root + ", where nothing refers to it");
    }

    /** Takes a directory that is wanted; {@link Corrupt} if another one calls it by a wrong size, or it another one. */
    void accept(Digest digest, Directory directory) throws Corrupt {
        begun = true;
        missing.remove(digest);
        checkSize(digest, directory.size());
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof DirectoryNode child && checkSize(child.digest(), child.size())) {
                missing.add(child.digest());
            }
        }
    }

    /** Says whether this was the first that is heard of it. */
    private boolean checkSize(Digest digest, long size) throws Corrupt {
        Long known = sizes.putIfAbsent(digest, size);
        if (known != null && known != size) {
            throw new Corrupt("directory " + digest + " is called one of size " + Long.toUnsignedString(known)
                    + " as well as " + Long.toUnsignedString(size));
        }
        return known == null;
    }

    /** Ends; {@link Corrupt} if something is missing, unless nothing has come at all. */
    void finish() throws Corrupt {
        if (begun && !missing.isEmpty()) {
            throw new Corrupt("the closure of directory " + root + " came without " + missing.size()
                    + " of its directories, as " + missing.iterator().next());
        }
    }
}
