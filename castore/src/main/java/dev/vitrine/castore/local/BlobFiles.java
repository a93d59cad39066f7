package dev.vitrine.castore.local;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The blobs that are files, each at {@code ab/cd/<hex>} below one directory, where {@code abcd} begins the hex; and beside each that is
 * longer than a group its outboard, with {@code .obao4} at the end of its name. Thread-safe.
 */
final class BlobFiles {
    /** As bao-tree and iroh have it: outboard of Bao, of groups of 2^4 chunks. */
    private static final String OUTBOARD = ".obao4";

    private final Path directory;
    private final FileSystemSync sync;

    /** @param sync of the file system that the directory is on */
    BlobFiles(Path directory, FileSystemSync sync) {
        this.directory = directory;
        this.sync = sync;
    }

    /**
     * A file that is complete, but neither durable nor in its place.
     *
     * @param path where it is now
     * @param size in bytes
     * @param outboard where that is now, if the blob has one. One that is lost is made again
     */
    record Pending(Digest digest, Path path, long size, Optional<Path> outboard) {}

    /** Where the blob is, if it is a file. */
    Path path(Digest digest) {
        String hex = digest.hex();
        return directory
                .resolve(hex.substring(0, 2))
                .resolve(hex.substring(2, 4))
                .resolve(hex);
    }

    /** Where the outboard of the blob is, if it has one. */
    Path outboard(Digest digest) {
        return path(digest).resolveSibling(digest.hex() + OUTBOARD);
    }

    /** The blob that a file of that name holds, or is about; empty if the name is none of ours. */
    static Optional<Digest> digest(String name) {
        try {
            String hex = name.endsWith(OUTBOARD) ? name.substring(0, name.length() - OUTBOARD.length()) : name;
            return hex.length() == 2 * Digest.LENGTH ? Optional.of(Digest.parse(hex)) : Optional.empty();
        } catch (Invalid e) {
            return Optional.empty();
        }
    }

    /** Deletes the blob's file, if there is one, and what lies beside it. Who has it open goes on reading. */
    void remove(Digest digest) throws IOException {
        Files.deleteIfExists(path(digest));
        Files.deleteIfExists(outboard(digest));
    }

    Path directory() {
        return directory;
    }

    FileChannel open(Digest digest) throws IOException {
        return FileChannel.open(path(digest), StandardOpenOption.READ);
    }

    /** Whether the file is there with that many bytes. */
    boolean has(Digest digest, long size) throws IOException {
        try {
            return Files.size(path(digest)) == size;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Makes the bytes of the files durable, and those of their outboards, where they are now. */
    void sync(Collection<Pending> files) throws IOException {
        sync.sync(files.stream()
                .flatMap(file -> Stream.concat(Stream.of(file.path()), file.outboard().stream()))
                .toList());
    }

    /** Moves durable files to their places, durably; over one of the same name, which has the same bytes unless it is broken. */
    void publish(Collection<Pending> files) throws IOException {
        Set<Path> touched = new LinkedHashSet<>();
        for (Pending file : files) {
            touched.addAll(move(file));
        }
        sync.sync(touched);
    }

    /** The directories that changed. All three count as changed, because a process that has just made one may not have synced yet. */
    private List<Path> move(Pending file) throws IOException {
        Path target = path(file.digest());
        Path inner = Objects.requireNonNull(target.getParent());
        Path outer = Objects.requireNonNull(inner.getParent());
        Files.createDirectories(inner);
        if (file.outboard().isPresent()) {
            Files.move(file.outboard().get(), outboard(file.digest()), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(file.path(), target, StandardCopyOption.ATOMIC_MOVE);
        return List.of(inner, outer, directory);
    }
}
