package dev.vitrine.castore.importer;

import java.io.IOException;

/**
 * What a {@link TreeWalk} shows a tree to: each directory by {@link #enter} before its children and {@link #leave} after them. An
 * {@link ErrnoException} is taken to be about the place that is shown.
 */
interface TreeVisitor {
    /** A directory; for the one where the walk begins, the place is the source. */
    void enter(Place directory) throws IOException;

    /** The directory that was entered last and not left is through. */
    void leave() throws IOException;

    /** A regular file. */
    void file(Place file) throws IOException;

    /** A symlink. */
    void symlink(Place symlink) throws IOException;

    /** Something was passed over. */
    void skipped(Place what, SkipReason reason) throws IOException;

    /**
     * A name in an open directory, which stays open while the place is shown.
     *
     * @param name in that directory; for the source, a whole path
     */
    record Place(Descriptor directory, RawName name, Location location) {
        static Place of(RawName source) {
            return new Place(Descriptor.WORKING_DIRECTORY, source, Location.of(source));
        }
    }
}
