package dev.vitrine.castore.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory {@code tmp/<uuid>} of this process's own, for files that are not finished. It holds a file {@code owner} that is locked
 * as long as the process lives; where that lock is free, the directory is litter. Thread-safe.
 */
final class Scratch implements AutoCloseable {
    private static final String OWNER = "owner";

    private final Path directory;
    private final FileChannel owner;
    private final AtomicLong next = new AtomicLong();

    private Scratch(Path directory, FileChannel owner) {
        this.directory = directory;
        this.owner = owner;
    }

    /** Makes one. The caller keeps {@link #sweep} of other processes away meanwhile, because the lock comes after the directory. */
    static Scratch in(Path tmp) throws IOException {
        Path directory = Files.createDirectories(tmp.resolve(UUID.randomUUID().toString()));
        FileChannel owner =
                FileChannel.open(directory.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        owner.lock();
        return new Scratch(directory, owner);
    }

    /** A name for a new file, not used before. */
    Path newFile() {
        return directory.resolve(Long.toString(next.getAndIncrement()));
    }

    /** What tells it from those of all other processes. */
    String name() {
        return String.valueOf(directory.getFileName());
    }

    /**
     * Whether the process lives that has, or had, the scratch directory of that name beside this one. One that another process looks
     * at in the same moment seems to live.
     */
    boolean isAlive(String name) throws IOException {
        return name.equals(name()) || isLocked(directory.resolveSibling(name).resolve(OWNER));
    }

    /** Never of our own owner file: to close it would be to lose the lock. */
    private static boolean isLocked(Path owner) throws IOException {
        try (FileChannel channel = FileChannel.open(owner, StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock();
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Deletes what dead processes left. Never while this process has a scratch directory in {@code tmp}: to look at its own lock
     * would be to lose it.
     */
    static void sweep(Path tmp) throws IOException {
        List<Path> directories;
        try (Stream<Path> found = Files.list(tmp)) {
            directories = found.filter(Files::isDirectory).toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path directory : directories) {
            sweepIfDead(directory);
        }
    }

    private static void sweepIfDead(Path directory) throws IOException {
        try (FileChannel owner = FileChannel.open(directory.resolve(OWNER), StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = owner.tryLock();
            if (lock != null) {
                delete(directory);
            }
        } catch (NoSuchFileException e) {
            delete(directory);
        }
    }

    /** Its owner may be deleting it as well. */
    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        try (owner) {
            delete(directory);
        }
    }
}
