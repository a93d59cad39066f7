package dev.vitrine.castore.importer;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one directory: as the import before this one left them, and as this one finds them. Thread-safe.
 *
 * <p>A file is taken for unchanged when everything that {@link FileStat} says of it is what it was. That does not tell a file that
 * changed twice within one tick of the file system's clock; so a file that changed less than {@link #RACY} before the import began is
 * not remembered, and is read again next time. Git does likewise (Documentation/technical/racy-git).
 */
final class SeenDirectory {
    /** In nanoseconds: the coarsest clock of a file system, that of FAT. */
    private static final long RACY = 2_000_000_000L;
    /** Inode, size, two times, mode, digest, and the length of the name that follows. */
    private static final int FIXED = 4 * Long.BYTES + Integer.BYTES + Digest.LENGTH + 1;

    private final FileStat.Key key;
    private final Map<RawName, Seen> earlier;
    private final long trusted;
    private final ByteArrayOutputStream found = new ByteArrayOutputStream();

    private record Seen(FileStat stat, Digest digest) {}

    /**
     * What this import finds, starting from nothing.
     *
     * @param began when the import began, in nanoseconds since the epoch
     */
    SeenDirectory(FileStat.Key key, long began) {
        this(key, began, Map.of());
    }

    private SeenDirectory(FileStat.Key key, long began, Map<RawName, Seen> earlier) {
        this.key = key;
        this.trusted = began - RACY;
        this.earlier = earlier;
    }

    /** What this import finds, compared with what {@link #encoding} gave earlier. */
    static SeenDirectory after(FileStat.Key key, long began, ByteBuffer encoding) {
        Map<RawName, Seen> earlier = new HashMap<>();
        while (encoding.remaining() >= FIXED) {
            Seen seen = seen(key.device(), encoding);
            byte[] name = new byte[Byte.toUnsignedInt(encoding.get())];
            encoding.get(name);
            earlier.put(RawName.of(name), seen);
        }
        return new SeenDirectory(key, began, earlier);
    }

    private static Seen seen(long device, ByteBuffer encoding) {
        long inode = encoding.getLong();
        long size = encoding.getLong();
        long modified = encoding.getLong();
        long changed = encoding.getLong();
        int mode = encoding.getInt();
        return new Seen(new FileStat(device, inode, mode, size, modified, changed), Digest.from(encoding));
    }

    FileStat.Key key() {
        return key;
    }

    /** Whether there is anything to compare a file of that name with. */
    boolean knows(RawName name) {
        return earlier.containsKey(name);
    }

    /** The node of a file that is what it was; empty if it is not, or was not there. */
    Optional<FileNode> unchanged(RawName name, FileStat now) {
        return Optional.ofNullable(earlier.get(name))
                .filter(seen -> seen.stat().equals(now))
                .map(seen -> new FileNode(seen.digest(), now.size(), now.executable()));
    }

    /** Remembers a file for the next import, if it was at rest when this one began: whatever is done to a file sets its second time. */
    void found(RawName name, FileStat stat, FileNode node) {
        if (stat.changed() >= trusted) {
            return;
        }
        ByteBuffer entry = ByteBuffer.allocate(FIXED + name.length())
                .putLong(stat.inode())
                .putLong(stat.size())
                .putLong(stat.modified())
                .putLong(stat.changed())
                .putInt(stat.mode())
                .put(node.digest().toByteArray())
                .put((byte) name.length())
                .put(name.bytes());
        synchronized (found) {
            found.writeBytes(entry.array());
        }
    }

    /** All that was {@linkplain #found found}, for {@link #after}. */
    byte[] encoding() {
        synchronized (found) {
            return found.toByteArray();
        }
    }
}
