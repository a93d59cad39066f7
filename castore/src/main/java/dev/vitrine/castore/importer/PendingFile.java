package dev.vitrine.castore.importer;

import dev.vitrine.castore.importer.PendingDirectory.Slot;
import dev.vitrine.castore.importer.TreeVisitor.Place;

/**
 * A regular file that waits to be loaded. It holds the directory that it was found in, so whoever has it closes it.
 *
 * @param slot where its node belongs
 */
record PendingFile(Place place, Slot slot) implements AutoCloseable {
    static PendingFile of(Place place, Slot slot) {
        place.directory().hold();
        return new PendingFile(place, slot);
    }

    @Override
    public void close() {
        place.directory().close();
    }
}
