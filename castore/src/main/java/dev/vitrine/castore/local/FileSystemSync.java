package dev.vitrine.castore.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes files and directories of one file system durable: each by itself where they are few, and all at once where they are many, since
 * one syncfs(2) costs little more than one fsync(2). Thread-safe.
 *
 * <p>The kernel tells an open file, once, of each failure to write that came after it was opened; so it is opened before anything is
 * written. Before Linux 5.8 syncfs(2) told of none, and each file is synced by itself.
 */
final class FileSystemSync implements AutoCloseable {
    /** Up to that many are synced one by one: a syncfs(2) waits also for what others write to the same disk. */
    private static final int FEW = 4;

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int TELLS_SINCE = 5 << 16 | 8;

    private final Path directory;
    private final int descriptor;
    private final boolean tells;

    private FileSystemSync(Path directory, int descriptor, boolean tells) {
        this.directory = directory;
        this.descriptor = descriptor;
        this.tells = tells;
    }

    /** For files on the file system of that directory. */
    static FileSystemSync of(Path directory) throws IOException {
        return new FileSystemSync(
                directory, DiskCalls.openToRead(directory), tellsOfFailures(System.getProperty("os.version", "")));
    }

    /** Whether syncfs(2) of this kernel fails when a write before it has failed. */
    static boolean tellsOfFailures(String kernel) {
        Matcher version = VERSION.matcher(kernel);
        return version.matches()
                && (Integer.parseInt(version.group(1)) << 16 | Integer.parseInt(version.group(2))) >= TELLS_SINCE;
    }

    /** Makes the contents of the files, or the names in the directories, durable. */
    void sync(Collection<Path> paths) throws IOException {
        if (paths.size() <= FEW || !tells) {
            for (Path path : paths) {
                Durable.sync(path);
            }
        } else if (!DiskCalls.syncFileSystem(descriptor)) {
            throw new IOException("the file system of " + directory + " could not write all that it held back");
        }
    }

    @Override
    public void close() {
        DiskCalls.close(descriptor);
    }
}
