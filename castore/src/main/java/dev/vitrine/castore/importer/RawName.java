package dev.vitrine.castore.importer;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Escaped;
import dev.vitrine.castore.model.PathBytes;
import dev.vitrine.castore.model.PathComponent;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A name on disk, or for the source of an import a whole path, as the bytes that the kernel takes. Unlike a {@link PathComponent} it
 * may be longer than the castore allows, as on some file systems. Immutable: nobody writes to the bytes.
 */
final class RawName {
    private final byte[] bytes;

    private RawName(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The name of these bytes, which are not copied. */
    static RawName of(byte[] bytes) {
        return new RawName(bytes);
    }

    /** The path as a whole. The empty path is the working directory, as everywhere in Java. */
    static RawName of(Path path) {
        byte[] bytes = PathBytes.of(path);
        return new RawName(bytes.length == 0 ? new byte[] {'.'} : bytes);
    }

    /** The bytes, not copied. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    PathComponent component() throws Invalid {
        return PathComponent.of(bytes);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof RawName other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Escaped.text(bytes);
    }
}
