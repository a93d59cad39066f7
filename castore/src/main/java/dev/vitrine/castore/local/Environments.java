package dev.vitrine.castore.local;

import static org.lmdbjava.EnvFlags.MDB_NORDAHEAD;
import static org.lmdbjava.EnvFlags.MDB_NOTLS;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;
import org.lmdbjava.Meta;

/** Opens LMDB environments, and LMDB itself before the first. */
final class Environments {
    private static final int MODE = 0644;
    private static final int MAX_READERS = 1024;
    private static final long LEAST_MAP_SIZE = 1L << 30;
    /** Cannot allocate memory; the same number on Linux and macOS. */
    private static final int ENOMEM = 12;

    private static final String EXTRACT_DIRECTORY = "lmdbjava.extract.dir";

    private Environments() {}

    static Env<ByteBuffer> open(StoreDirectory directory, long mapSize) throws Unavailable {
        loadLibrary(directory.failures());
        try {
            return openMapped(directory.index(), mapSize);
        } catch (LmdbException e) {
            throw directory.failures().index(e);
        }
    }

    /** A process may be allowed less address space than it asks for (ulimit -v, 39-bit machines): then less must do. */
    private static Env<ByteBuffer> openMapped(Path directory, long mapSize) {
        try {
            return Env.create()
                    .setMapSize(mapSize)
                    .setMaxDbs(Table.values().length)
                    .setMaxReaders(MAX_READERS)
                    // NOTLS: a reader slot belongs to a transaction, not to a thread. Never NOSYNC.
                    .open(directory.toFile(), MODE, MDB_NOTLS, MDB_NORDAHEAD);
        } catch (LmdbNativeException e) {
            if (e.getResultCode() != ENOMEM || mapSize / 2 < LEAST_MAP_SIZE) {
                throw e;
            }
            return openMapped(directory, mapSize / 2);
        }
    }

    /**
     * lmdbjava copies the native library out of its jar and deletes it when the JVM ends in peace. A directory of its own lets us
     * delete it at once, which Linux allows as soon as it is loaded.
     */
    private static synchronized void loadLibrary(Failures failures) throws Unavailable {
        try {
            if (System.getProperty(EXTRACT_DIRECTORY) != null) {
                Meta.version();
                return;
            }
            loadLibraryFrom(Files.createTempDirectory("vitrine-lmdb-"));
        } catch (IOException e) {
            throw failures.io("unpack the native library for", e);
        } catch (LinkageError e) {
            throw failures.library(e);
        }
    }

    private static void loadLibraryFrom(Path directory) throws IOException {
        System.setProperty(EXTRACT_DIRECTORY, directory.toString());
        Meta.version();
        try (var unpacked = Files.newDirectoryStream(directory)) {
            for (Path file : unpacked) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
