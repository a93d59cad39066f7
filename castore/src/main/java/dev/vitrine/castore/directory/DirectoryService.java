package dev.vitrine.castore.directory;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.util.Optional;

/**
 * Directories named by the digest of their canonical encoding. Thread-safe.
 *
 * <p>Each method may throw {@link CastoreException.Unavailable}.
 */
public interface DirectoryService {
    /**
     * The directory of that digest, which was compared with its bytes; empty when it is not there.
     *
     * @throws CastoreException.Corrupt if the bytes in the store have another digest or are no canonical directory
     */
    Optional<Directory> get(Digest digest) throws CastoreException;

    /** Starts to write one closure. The caller closes the putter. */
    DirectoryPutter putter() throws CastoreException;

    /**
     * Visits the directory of that digest and every directory below it, each digest once, a parent before its children. An unknown
     * digest is a closure of nothing.
     *
     * @throws CastoreException.Corrupt if a directory below is missing or broken; what was visited before stays visited
     */
    default void closure(Digest root, ClosureVisitor visitor) throws CastoreException {
        Closure.visit(this, root, visitor);
    }

    /** Writes one directory that refers to no other, like a putter of one. */
    default Digest put(Directory leaf) throws CastoreException {
        try (DirectoryPutter putter = putter()) {
            putter.put(leaf);
            return putter.finish();
        }
    }

    /** What a closure is shown to. */
    @FunctionalInterface
    interface ClosureVisitor {
        void visit(Digest digest, Directory directory) throws CastoreException;
    }
}
