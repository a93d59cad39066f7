package dev.vitrine.castore.local;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores that this process has open. POSIX takes all of a process's locks on a file away when the process closes any descriptor
 * of it, so a second LMDB environment on one directory would silently unlock the first. Thread-safe.
 */
final class OpenStores {
    /** Static because what it guards is one per process as well. */
    private static final Set<Object> OPEN = ConcurrentHashMap.newKeySet();

    private OpenStores() {}

    /** Claims the directory until the claim is closed; refuses when it is claimed already, by whatever path. */
    static Claim claim(StoreDirectory directory) throws Unavailable {
        Object identity = identity(directory);
        if (!OPEN.add(identity)) {
            throw directory.failures().refused("the store at " + directory.path() + " is already open in this process");
        }
        return () -> OPEN.remove(identity);
    }

    /** Device and inode number, which bind mounts and symlinks do not hide; the real path where there are none. */
    private static Object identity(StoreDirectory directory) throws Unavailable {
        try {
            Path real = directory.path().toRealPath();
            Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
            return Objects.requireNonNullElse(key, real);
        } catch (IOException e) {
            throw directory.failures().io("open", e);
        }
    }

    interface Claim extends AutoCloseable {
        @Override
        void close();
    }
}
