package dev.vitrine.fusefs.jnr;

/**
 * What a read-only file system answers, in the terms of libfuse2's {@code struct fuse_operations} (fuse.h, version 26). Each method is
 * called by several threads at once, throws nothing, and returns 0 or what its comment says, or a negated errno.
 *
 * <p>A path is the address of bytes that start with a slash and end with a NUL. Calls about something open get no path; they know it
 * by the handle in their {@link FileInfo}.
 */
public interface Operations {
    /** Fills a {@link StatBuffer}. */
    int getattr(long path, long stat);

    /** Fills a {@link StatBuffer} for an open file. */
    int fgetattr(long stat, long info);

    /** Writes the target and a NUL, cut off where the buffer ends. */
    int readlink(long path, long buffer, long size);

    /** Opens a file and sets its handle. */
    int open(long path, long info);

    /** Fills the buffer from the offset on; returns how many bytes, fewer only at the end of the file. */
    int read(long buffer, long size, long offset, long info);

    /** Forgets the handle of a file. */
    int release(long info);

    /** Opens a directory and sets its handle. */
    int opendir(long path, long info);

    /** Gives entries to the {@link Filler} from the offset on, until it is full. */
    int readdir(long buffer, long filler, long offset, long info);

    /** Forgets the handle of a directory. */
    int releasedir(long info);

    /** Fills a {@link StatvfsBuffer}. */
    int statfs(long path, long statvfs);

    /** Whether the access in the mask (access(2)) would be granted. */
    int access(long path, int mask);

    /** Writes the value without a NUL and returns its length; only returns the length when the size is 0. */
    int getxattr(long path, long name, long value, long size);

    /** Writes the names, each with a NUL, and returns their length; only returns the length when the size is 0. */
    int listxattr(long path, long list, long size);

    /** Refuses to remove a directory; 0 only for {@link FuseSession#forget}. */
    int rmdir(long path);

    /** Refuses what would change something: all other mutators of the table come here. */
    int refuse();
}
