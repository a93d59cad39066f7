package dev.vitrine.castore.directory;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.model.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The order that a put obeys: every child before its parents, with the size that its parents say, and one root that holds all.
 * Not thread-safe. Takes some 100 bytes per distinct directory.
 */
public final class LeavesToRoot {
    private final Map<Digest, Long> sizes = new HashMap<>();
    private final Set<Digest> withoutParent = new HashSet<>();

    /**
     * Takes the next directory.
     *
     * @param digest of this directory
     * @return whether it is new, as opposed to one that was taken before
     * @throws Invalid {@link Violation#UNKNOWN_CHILD} or {@link Violation#WRONG_SIZE}; then nothing has changed
     */
    public boolean accept(Digest digest, Directory directory) throws Invalid {
        if (sizes.containsKey(digest)) {
            return false;
        }
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof DirectoryNode child) {
                check(directory.name(i), child);
            }
        }
        sizes.put(digest, directory.size());
        withoutParent.add(digest);
        adoptChildren(directory);
        return true;
    }

    private void check(PathComponent name, DirectoryNode child) throws Invalid {
        Long size = sizes.get(child.digest());
        if (size == null) {
            throw new Invalid(
                    Violation.UNKNOWN_CHILD,
                    "the entry '" + name + "' refers to directory " + child.digest() + ", which was not put before");
        }
        if (size != child.size()) {
            throw new Invalid(
                    Violation.WRONG_SIZE,
                    "the entry '" + name + "' says size " + Long.toUnsignedString(child.size()) + " of directory "
                            + child.digest() + ", which has " + Long.toUnsignedString(size));
        }
    }

    private void adoptChildren(Directory directory) {
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof DirectoryNode child) {
                withoutParent.remove(child.digest());
            }
        }
    }

    /** The one directory that no other refers to; {@link Violation#NO_SINGLE_ROOT} if there is none, or more than one. */
    public Digest root() throws Invalid {
        if (withoutParent.size() != 1) {
            throw new Invalid(Violation.NO_SINGLE_ROOT, "a put has one root directory, not " + withoutParent.size());
        }
        return withoutParent.iterator().next();
    }
}
