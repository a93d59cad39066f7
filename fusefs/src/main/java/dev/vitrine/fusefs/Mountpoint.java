package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vitrine.fusefs.kernel.Libc;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory that a view is mounted on, and the directories that were made for it. */
final class Mountpoint {
    private static final Logger log = LoggerFactory.getLogger(Mountpoint.class);
    /** What the system calls take; not necessarily UTF-8. */
    private static final Charset OF_FILE_NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", ISO_8859_1.name()));

    /** What the mount table shows after {@code fuse.} in the type of our mounts. */
    static final String SUBTYPE = "vitrine";

    private static final int MOST_DEAD = 8;

    private final Path path;
    /** Innermost first. */
    private final Deque<Path> made;

    private Mountpoint(Path path, Deque<Path> made) {
        this.path = path;
        this.made = made;
    }

    /** Checks that the directory can be mounted on, and makes it and what is missing above it. */
    static Mountpoint prepare(Path path) throws MountException {
        Path absolute = path.toAbsolutePath().normalize();
        Deque<Path> made = new ArrayDeque<>();
        try {
            removeDead(absolute);
            makeMissing(absolute, made);
            checkDirectory(absolute);
            Path real = absolute.toRealPath();
            checkNothingMounted(real);
            checkEmpty(real);
            return new Mountpoint(real, made);
        } catch (MountException e) {
            remove(made);
            throw e;
        } catch (IOException e) {
            remove(made);
            throw explained(absolute, e);
        }
    }

    /** Mounts of ours whose process has died, one over the other perhaps; those of others are theirs to remove. */
    private static void removeDead(Path directory) throws IOException {
        Path parent = directory.getParent();
        for (int i = 0; parent != null && i < MOST_DEAD && Libc.isDeadMount(bytes(directory)); i++) {
            Path real = parent.toRealPath().resolve(directory.getFileName());
            Optional<MountTable.Line> line = MountTable.at(bytes(real));
            if (!line.map(MountTable.Line::type).equals(Optional.of("fuse." + SUBTYPE))) {
                return;
            }
            log.warn("removes the mount at {} that a process left when it died", real);
            boolean _ = UnmountCall.unmount(real, bytes(real));
        }
    }

    private static void makeMissing(Path directory, Deque<Path> made) throws IOException {
        Path missing = directory;
        Deque<Path> todo = new ArrayDeque<>();
        while (missing != null && isMissing(missing)) {
            todo.push(missing);
            missing = missing.getParent();
        }
        for (Path next : todo) {
            Files.createDirectory(next);
            made.push(next);
        }
    }

    /** Unlike {@link Files#notExists} false for what is there and cannot be looked at, such as a dead mount. */
    private static boolean isMissing(Path path) throws IOException {
        try {
            attributes(path);
            return false;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static void checkDirectory(Path path) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class).isDirectory()) {
            throw new MountException("cannot mount on " + path + ", which is not a directory");
        }
    }

    private static void checkNothingMounted(Path real) throws IOException {
        MountTable.Line line = MountTable.at(bytes(real)).orElse(null);
        if (line != null) {
            throw new MountException("cannot mount on " + real + ", where a file system of type " + line.type()
                    + " is mounted already; unmount it first");
        }
    }

    private static void checkEmpty(Path real) throws IOException {
        try (Stream<Path> children = Files.list(real)) {
            if (children.findAny().isPresent()) {
                throw new MountException(
                        "cannot mount on " + real + ", which is not empty; what is in it would be hidden");
            }
        }
    }

    private static MountException explained(Path path, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new MountException("cannot mount on " + path + ": permission denied", e);
        }
        if (e instanceof FileSystemException failure && isDeadMount(failure)) {
            return new MountException(
                    "cannot mount on " + path + ", where a mount is left whose process has died; remove it first with: "
                            + "fusermount -u " + path,
                    e);
        }
        return new MountException("cannot mount on " + path + ": " + e.getMessage(), e);
    }

    /** ENOTCONN has no exception of its own: the text is strerror's, which the JDK takes in the C locale or that of the user. */
    private static boolean isDeadMount(FileSystemException e) {
        return Libc.DEAD_MOUNT.equals(e.getReason());
    }

    Path path() {
        return path;
    }

    byte[] bytes() {
        return bytes(path);
    }

    private static byte[] bytes(Path path) {
        return path.toString().getBytes(OF_FILE_NAMES);
    }

    /** Removes the directories that were made, as far as they are empty. */
    void removeMade() {
        remove(made);
    }

    private static void remove(Deque<Path> made) {
        try {
            while (!made.isEmpty()) {
                Files.delete(made.peek());
                made.pop();
            }
        } catch (IOException e) {
            log.info("a directory that was made for the mount stays: {}", e.toString());
        }
    }
}
