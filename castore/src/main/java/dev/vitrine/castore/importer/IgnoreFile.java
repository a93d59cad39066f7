package dev.vitrine.castore.importer;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.ignore.PatternException;
import dev.vitrine.castore.ignore.Patterns;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Reads the file of a directory that says what of the directory is left out. */
final class IgnoreFile {
    static final RawName NAME = RawName.of(".vitrineignore".getBytes(US_ASCII));

    /** More is a mistake, and would cost memory and time for every name in the tree. */
    private static final long MAX_SIZE = 1 << 20;

    private IgnoreFile() {}

    /**
     * The patterns in the file of that place, which is there.
     *
     * @throws ImportException if it is no regular file, cannot be read, has more than 1 MiB, or holds what is no pattern
     */
    static Patterns read(RawFiles files, TreeVisitor.Place place) throws IOException {
        try {
            checkKind(files.stat(place.directory(), place.name()).kind(), place);
            try (OpenFile open = OpenFile.open(files, place)) {
                return Patterns.parse(bytes(files, open));
            }
        } catch (ErrnoException e) {
            throw ImportException.unreadable(place.location(), e);
        } catch (PatternException e) {
            throw new ImportException("'" + place.location() + "', " + e.getMessage(), e);
        }
    }

    /** A symlink could lead anywhere; git does not follow it either. To pass it over would import what somebody wanted to leave out. */
    private static void checkKind(FileKind kind, TreeVisitor.Place place) throws ImportException {
        if (kind != FileKind.FILE) {
            throw new ImportException(
                    "'" + place.location() + "' is " + kind + "; patterns are read from a regular file");
        }
    }

    private static byte[] bytes(RawFiles files, OpenFile file) throws IOException {
        long size = file.before().size();
        if (size > MAX_SIZE) {
            throw new ImportException("'" + file.location() + "' has more than 1 MiB: too much for a file of patterns");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(size + 1);
            long length = 0;
            int count = 1;
            while (length <= size && count > 0) {
                count = files.read(file.descriptor(), bytes.asSlice(length));
                length += count;
            }
            if (length != size) {
                throw ImportException.changed(file.location());
            }
            return bytes.asSlice(0, size).toArray(JAVA_BYTE);
        }
    }
}
