package dev.vitrine.fusefs;

/**
 * How a view is mounted.
 *
 * @param xattrs whether files and directories show their digest as an extended attribute
 * @param allowOther whether users other than the one who mounts may look; for others than root, /etc/fuse.conf must permit it
 * @param threads how many requests may be answered at once, 1 or more; so many threads exist only while requests are slow
 */
public record MountOptions(boolean xattrs, boolean allowOther, int threads) {
    private static final int ENOUGH_THREADS = 32;

    public MountOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a mount needs a thread, not " + threads);
        }
    }

    /** Extended attributes on, other users off, and enough threads that a few slow reads delay nobody. */
    public static MountOptions defaults() {
        return new MountOptions(true, false, ENOUGH_THREADS);
    }

    /** The same with extended attributes on or off. */
    public MountOptions withXattrs(boolean on) {
        return new MountOptions(on, allowOther, threads);
    }

    /** The same with other users allowed or not. */
    public MountOptions withAllowOther(boolean allowed) {
        return new MountOptions(xattrs, allowed, threads);
    }
}
