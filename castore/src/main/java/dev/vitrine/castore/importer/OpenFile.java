package dev.vitrine.castore.importer;

import java.io.IOException;
import java.nio.file.Path;

/** A regular file that is open for reading, as it was when it was opened. Whoever has it closes it. */
record OpenFile(Descriptor descriptor, FileStat before, Location location) implements AutoCloseable {
    /** @throws ImportException if it cannot be opened, or is no regular file any more */
    static OpenFile open(RawFiles files, TreeVisitor.Place place) throws IOException {
        try {
            return openRegular(files, place);
        } catch (ErrnoException e) {
            throw ImportException.unreadable(place.location(), e);
        }
    }

    private static OpenFile openRegular(RawFiles files, TreeVisitor.Place place) throws IOException {
        Descriptor descriptor = files.openFile(place.directory(), place.name());
        try {
            FileStat stat = files.stat(descriptor);
            if (stat.kind() != FileKind.FILE) {
                throw TreeWalk.refused(place.location(), stat.kind());
            }
            return new OpenFile(descriptor, stat, place.location());
        } catch (IOException e) {
            descriptor.close();
            throw e;
        }
    }

    /** A path that leads to exactly this file for as long as it is open, whatever becomes of its name. */
    Path path() {
        return Path.of("/proc/self/fd/" + descriptor.number());
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
