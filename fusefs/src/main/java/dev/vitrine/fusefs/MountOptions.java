package dev.vitrine.fusefs;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a view is mounted.
 *
 * @param fuse which way to the kernel
 * @param files how files are read, on the kernel's own protocol
 * @param xattrs whether files and directories show their digest as an extended attribute
 * @param allowOther whether users other than the one who mounts may look; for others than root, /etc/fuse.conf must permit it
 * @param noExec whether to refuse that programs are run from there
 * @param source what the mount table shows in place of a device: 1 to 100 letters, digits and {@code _.:/@-}
 * @param threads how many requests may be answered at once, 1 or more; so many threads exist only while requests are slow
 * @param deadline how long a request may take before it is answered with an error
 */
public record MountOptions(
        Fuse fuse,
        FuseFiles files,
        boolean xattrs,
        boolean allowOther,
        boolean noExec,
        String source,
        int threads,
        Duration deadline) {
    /** Any number of slow reads up to this one delay nobody. */
    private static final int ENOUGH_THREADS = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9_.:/@-]{1,100}");
    private static final MountOptions DEFAULTS =
            new MountOptions(Fuse.AUTO, FuseFiles.CACHED, true, false, false, "vitrine", ENOUGH_THREADS, PATIENCE);

    public MountOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a mount needs a thread, not " + threads);
        }
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("a mount cannot have the source '" + source + "'");
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("a request needs time, not " + deadline);
        }
    }

    /** The best way there is, extended attributes on, other users off, and enough threads that slow reads delay nobody. */
    public static MountOptions defaults() {
        return DEFAULTS;
    }

    /** The same by another way. */
    public MountOptions withFuse(Fuse way) {
        return new MountOptions(way, files, xattrs, allowOther, noExec, source, threads, deadline);
    }

    /** The same with files read in another way. */
    public MountOptions withFiles(FuseFiles reading) {
        return new MountOptions(fuse, reading, xattrs, allowOther, noExec, source, threads, deadline);
    }

    /** The same with extended attributes on or off. */
    public MountOptions withXattrs(boolean on) {
        return new MountOptions(fuse, files, on, allowOther, noExec, source, threads, deadline);
    }

    /** The same with other users allowed or not. */
    public MountOptions withAllowOther(boolean allowed) {
        return new MountOptions(fuse, files, xattrs, allowed, noExec, source, threads, deadline);
    }

    /** The same with programs refused or not. */
    public MountOptions withNoExec(boolean refused) {
        return new MountOptions(fuse, files, xattrs, allowOther, refused, source, threads, deadline);
    }

    /** The same with another source in the mount table. */
    public MountOptions withSource(String shown) {
        return new MountOptions(fuse, files, xattrs, allowOther, noExec, shown, threads, deadline);
    }

    /** The same with another number of requests at once. */
    public MountOptions withThreads(int most) {
        return new MountOptions(fuse, files, xattrs, allowOther, noExec, source, most, deadline);
    }

    /** The same with more or less time for a request. */
    public MountOptions withDeadline(Duration patience) {
        return new MountOptions(fuse, files, xattrs, allowOther, noExec, source, threads, patience);
    }
}
