package dev.vitrine.castore.local;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;

/** What went wrong below the store, as one sentence that names the store. */
final class Failures {
    /** Input/output error; the same number on Linux and macOS. */
    private static final int EIO = 5;
    /** In bytes: a disk with less is full. */
    private static final long FULL = 64 << 10;

    private final Path store;

    Failures(Path store) {
        this.store = store;
    }

    /** The directory is not one that can be opened as a store. */
    Unavailable refused(String reason) {
        return Unavailable.because(
                reason, new FileSystemException(store.toString(), null, "cannot be opened as a store"));
    }

    /** The operating system refused. */
    Unavailable io(String doing, IOException e) {
        return Unavailable.because("cannot " + doing + " the store at " + store + ": " + reason(e), e);
    }

    /** LMDB refused. */
    Unavailable index(LmdbException e) {
        return Unavailable.because("the index of the store at " + store + " failed: " + reason(e), e);
    }

    /** LMDB itself could not be loaded. The message of the linker has several lines. */
    Unavailable library(LinkageError e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return Unavailable.because(
                "cannot load LMDB (if programs may not run from " + System.getProperty("java.io.tmpdir")
                        + ", name another directory with -Djava.io.tmpdir=DIR): " + reason,
                e);
    }

    Unavailable closed() {
        return Unavailable.because("the store at " + store + " is closed", new ClosedChannelException());
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case NotDirectoryException notADirectory -> notADirectory.getFile() + " is not a directory";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            case ClosedByInterruptException _, FileLockInterruptionException _ -> "it was interrupted";
            default -> String.valueOf(e.getMessage());
        };
    }

    private String reason(LmdbException e) {
        return switch (e) {
            case Env.MapFullException _ -> "it has grown to its map size";
            case Dbi.MapResizedException _ -> "another process has let it grow beyond the map size of this one";
            case Env.ReadersFullException _ -> "too many readers at once";
            case LmdbNativeException.PanicException _ -> "an earlier write failed; open the store again";
            case LmdbNativeException.ConstantDerivedException cut
            when cut.getResultCode() == EIO && isDiskFull() -> "No space left on device";
            case LmdbNativeException.ConstantDerivedException system ->
                String.valueOf(system.getMessage()).replaceFirst("^Platform constant error code: ", "");
            default -> String.valueOf(e.getMessage());
        };
    }

    /** Where the disk ends in the middle of what LMDB writes at once, it says EIO. */
    private boolean isDiskFull() {
        return store.toFile().getUsableSpace() < FULL;
    }
}
