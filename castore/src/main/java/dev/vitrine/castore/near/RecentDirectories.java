package dev.vitrine.castore.near;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import dev.vitrine.castore.model.DirectoryNode;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.SymlinkNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The directories that somebody looked into lately, and where in them a file or a directory stands. Takes some 150 bytes for each of their
 * entries. Thread-safe.
 */
final class RecentDirectories {
    /** So many entries are remembered, of all directories together; of one that has more, the first ones. */
    private static final int MOST = 100_000;

    /** From the one that was looked into the longest time ago on. Guarded by this, like the ones below. */
    private final LinkedHashMap<Digest, Directory> directories = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Digest, Place> places = new HashMap<>();
    private int entries;

    /** Remembers a directory that somebody looks into. */
    synchronized void add(Digest digest, Directory directory) {
        if (directories.put(digest, directory) != null) {
            return;
        }
        entries += remembered(directory);
        while (entries > MOST) {
            forgetOldest();
        }
        for (int i = 0; i < remembered(directory); i++) {
            Place place = new Place(digest, directory, i);
            named(place).ifPresent(child -> places.put(child, place));
        }
    }

    /** Where the file or directory with that content was seen last. */
    synchronized Optional<Place> place(Digest named) {
        return Optional.ofNullable(places.get(named));
    }

    private void forgetOldest() {
        Map.Entry<Digest, Directory> oldest = directories.pollFirstEntry();
        entries -= remembered(oldest.getValue());
        for (int i = 0; i < remembered(oldest.getValue()); i++) {
            Place place = new Place(oldest.getKey(), oldest.getValue(), i);
            named(place)
                    .ifPresent(child -> places.computeIfPresent(
                            child, (_, known) -> known.home().equals(place.home()) ? null : known));
        }
    }

    private static int remembered(Directory directory) {
        return Math.min(directory.count(), MOST);
    }

    private static Optional<Digest> named(Place place) {
        return switch (place.directory().node(place.position())) {
            case FileNode file -> Optional.of(file.digest());
            case DirectoryNode child -> Optional.of(child.digest());
            case SymlinkNode _ -> Optional.empty();
        };
    }
}
