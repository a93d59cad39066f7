package dev.vitrine.castore.importer;

import java.io.IOException;

/** A regular file that is open for reading, as it was when it was opened. Whoever has it closes it. */
record OpenFile(Descriptor descriptor, FileStat before, Location location) implements AutoCloseable {
    static OpenFile open(RawFiles files, TreeVisitor.Place place) throws IOException {
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

    @Override
    public void close() {
        descriptor.close();
    }
}
