package dev.vitrine.castore.local;

import dev.vitrine.castore.gc.GcReport;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of a collection: files among the blobs that the index does not speak of. A process that is killed leaves them, between
 * moving a file into place and its commit, or between a commit and the removal of a file. Not thread-safe.
 */
final class OrphanFiles {
    private static final Logger log = LoggerFactory.getLogger(OrphanFiles.class);
    private static final Pattern TWO_DIGITS = Pattern.compile("[0-9a-f]{2}");

    private final Index index;
    private final Path blobs;
    private final FileGate gate;
    private final Failures failures;
    private final long oldEnough;
    private GcReport.Files orphans = GcReport.Files.NONE;
    private long strangers;

    /**
     * Looks among the blob files.
     *
     * @param now in milliseconds since the epoch
     * @param grace how old an orphan must be
     */
    OrphanFiles(LocalGarbage.Parts store, long now, Duration grace) {
        this.index = store.index();
        this.blobs = store.files().directory();
        this.gate = store.gate();
        this.failures = store.failures();
        this.oldEnough = now - grace.toMillis();
    }

    private record Orphan(Path path, Digest blob, long size) {}

    /** Removes them; only counts them if it is to be dry. */
    void run(boolean dry) throws Unavailable {
        try {
            for (Path outer : twoDigits(blobs)) {
                for (Path inner : twoDigits(outer)) {
                    settle(orphans(inner), dry);
                }
            }
        } catch (Unavailable e) {
            throw e;
        } catch (IOException e) {
            throw failures.io("look for orphans in", e);
        }
    }

    private List<Path> twoDigits(Path directory) throws IOException {
        List<Path> known = new ArrayList<>();
        for (Path child : children(directory)) {
            if (TWO_DIGITS.matcher(String.valueOf(child.getFileName())).matches()) {
                known.add(child);
            } else {
                stranger(child);
            }
        }
        return known;
    }

    private List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
            found.forEach(children::add);
        } catch (NotDirectoryException e) {
            stranger(directory);
        } catch (NoSuchFileException e) {
            log.debug("{} is gone", directory);
        }
        return children;
    }

    private void stranger(Path path) {
        if (strangers++ == 0) {
            log.warn("{} is no blob file; it and its like are left alone", path);
        }
    }

    private List<Orphan> orphans(Path directory) throws IOException {
        List<Orphan> found = new ArrayList<>();
        for (Path child : children(directory)) {
            Optional<Digest> blob = BlobFiles.digest(String.valueOf(child.getFileName()));
            if (blob.isEmpty()) {
                stranger(child);
            } else if (!isKnown(blob.get())) {
                orphan(child, blob.get()).ifPresent(found::add);
            }
        }
        return found;
    }

    private boolean isKnown(Digest blob) throws Unavailable {
        return index.read(Stored.blob(blob)::isFile);
    }

    /** Empty if it is not old enough, or gone. */
    private Optional<Orphan> orphan(Path path, Digest blob) throws IOException {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:ctime,lastModifiedTime,size");
            boolean isOld =
                    millis(attributes, "ctime") <= oldEnough && millis(attributes, "lastModifiedTime") <= oldEnough;
            long size = ((Number) attributes.getOrDefault("size", 0)).longValue();
            return isOld ? Optional.of(new Orphan(path, blob, size)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static long millis(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof FileTime time ? time.toMillis() : 0;
    }

    private void settle(List<Orphan> found, boolean dry) throws IOException {
        if (dry) {
            found.forEach(this::count);
        } else if (!found.isEmpty()) {
            remove(found);
        }
    }

    /** While the gate is held nobody is between moving a file and its commit, so that what the index says now is all that counts. */
    private void remove(List<Orphan> found) throws IOException {
        try (FileGate.Hold _ = gate.toRemove()) {
            for (Orphan orphan : found) {
                if (!isKnown(orphan.blob()) && Files.deleteIfExists(orphan.path())) {
                    count(orphan);
                }
            }
        }
    }

    private void count(Orphan orphan) {
        orphans = orphans.plus(new GcReport.Files(1, orphan.size()));
    }

    GcReport.Files orphans() {
        return orphans;
    }

    /** How many files and directories were met that are none of ours. */
    long strangers() {
        return strangers;
    }
}
