package dev.vitrine.castore.view;

import dev.vitrine.castore.blob.BlobReader;
import dev.vitrine.castore.checksum.Checksums;
import dev.vitrine.castore.checksum.Effort;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import java.util.Optional;

/**
 * The read-only tree that every window shows. Thread-safe. Symlinks are reported, never followed. Root nodes may come, go and change;
 * everything below a root is immutable, and an {@link Entry} stays valid for ever.
 *
 * <p>Each method may throw {@link CastoreException.Unavailable}, and {@link CastoreException.Corrupt} when the store lacks or garbles
 * what its own references promise.
 */
public interface CastoreView {
    /**
     * The entry at a path.
     *
     * @throws CastoreException.NotFound if there is nothing of that name
     * @throws CastoreException.NotADirectory if the path goes through a file or a symlink
     */
    Entry lookup(CastorePath path) throws CastoreException;

    /** The child of that name; empty when there is none. Takes time logarithmic in the number of children. */
    Optional<Entry> child(Entry.Listable parent, PathComponent name) throws CastoreException;

    /**
     * All children.
     *
     * @throws CastoreException.ListingDisabled for the top, if its names can only be looked up
     */
    Listing list(Entry.Listable parent) throws CastoreException;

    /**
     * A file of that content, not executable; empty when the store has no blob of that digest. The blob need not be reached by any root.
     *
     * @throws CastoreException.Corrupt if the store knows the blob but has lost its bytes or part of them
     */
    Optional<Entry.File> blob(Digest digest) throws CastoreException;

    /**
     * The directory of that digest, of the size that its own bytes say; empty when the store has none. It need not be reached by any root.
     *
     * @throws CastoreException.Corrupt if the bytes in the store have another digest or are no canonical directory
     */
    Optional<Entry.Directory> directory(Digest digest) throws CastoreException;

    /**
     * Opens the contents of a file, whose length was compared with the size that its node says. The caller closes the reader.
     *
     * @throws CastoreException.Corrupt if the blob is missing, has another length, or has 2^63 bytes or more
     */
    BlobReader open(Entry.File file) throws CastoreException;

    /**
     * The SHA-256 and SHA-512 of a file's contents, made only from bytes that have the digest of the file, and kept from then on; empty
     * where they are not known after that effort.
     *
     * @throws CastoreException.Corrupt if the contents had to be read, and are not there or not what the digest says
     */
    Optional<Checksums> checksums(Entry.File file, Effort effort) throws CastoreException;

    /** A number that is another one whenever a root may have come, gone or changed since; cheap. */
    long rootsRevision() throws CastoreException;
}
