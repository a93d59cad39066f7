package dev.vitrine.castore.importer;

import dev.vitrine.castore.importer.TreeVisitor.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the walk leaves out, seen from one directory: by name, which needs no look at the disk, by identity for the same directory
 * under another path, such as a bind mount, and by patterns. Immutable.
 */
final class Skips {
    /** Names from this directory down to what is skipped. */
    private final List<List<RawName>> below;

    private final Set<FileStat.Key> keys;

    private final Ignores ignores;
    private final boolean readsIgnoreFiles;

    private Skips(List<List<RawName>> below, Set<FileStat.Key> keys, Ignores ignores, boolean readsIgnoreFiles) {
        this.below = below;
        this.keys = keys;
        this.ignores = ignores;
        this.readsIgnoreFiles = readsIgnoreFiles;
    }

    /** What the options leave out below the source, a real path. */
    static Skips from(Path source, ImportOptions options, RawFiles files) {
        List<List<RawName>> below = new ArrayList<>();
        Set<FileStat.Key> keys = new HashSet<>();
        for (Path path : options.skipped()) {
            Path real = real(path);
            if (real.startsWith(source)) {
                below.add(names(source.relativize(real)));
            }
            key(real, files, keys);
        }
        Exclusions exclusions = options.exclusions();
        return new Skips(below, keys, Ignores.of(exclusions.asked()), exclusions.ignoreFiles());
    }

    /**
     * The real path, which realpath(3) finds by readlink(2) alone, so that a mount which does not answer is not asked. What is not
     * there yet may come while the walk is under way: then that of its parent counts.
     */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            Path parent = absolute.getParent();
            Path name = absolute.getFileName();
            return parent == null || name == null ? absolute : real(parent).resolve(name);
        }
    }

    private static void key(Path path, RawFiles files, Set<FileStat.Key> keys) {
        try {
            keys.add(files.stat(Descriptor.WORKING_DIRECTORY, RawName.of(path)).key());
        } catch (ErrnoException e) {
            // Not there yet, or not ours to see: its path still tells it.
        }
    }

    private static List<RawName> names(Path relative) {
        List<RawName> names = new ArrayList<>();
        relative.forEach(name -> names.add(RawName.of(name)));
        return List.copyOf(names);
    }

    /** Whether the entry of that name in this directory is skipped. */
    boolean has(RawName name) {
        for (List<RawName> path : below) {
            if (path.size() == 1 && path.getFirst().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether that directory is skipped, whatever its path. */
    boolean has(FileStat directory) {
        return keys.contains(directory.key());
    }

    /** Whether patterns exclude the entry of that name and kind in this directory. */
    boolean exclude(RawName name, FileKind kind) {
        return ignores.exclude(name, kind == FileKind.DIRECTORY);
    }

    /** The same, seen from the directory of that name in this one. */
    Skips in(RawName name) {
        List<List<RawName>> further = below.isEmpty()
                ? below
                : below.stream()
                        .filter(path -> path.size() > 1 && path.getFirst().equals(name))
                        .map(path -> path.subList(1, path.size()))
                        .toList();
        return new Skips(further, keys, ignores.in(name), readsIgnoreFiles);
    }

    /** With what the ignore file of this directory says, if one is among its children. */
    Skips reading(RawFiles files, Descriptor directory, Location location, List<RawFiles.Child> children)
            throws IOException {
        for (RawFiles.Child child : children) {
            if (readsIgnoreFiles && child.name().equals(IgnoreFile.NAME)) {
                Place file = new Place(directory, child.name(), location.child(child.name()));
                return new Skips(below, keys, ignores.with(IgnoreFile.read(files, file)), readsIgnoreFiles);
            }
        }
        return this;
    }
}
