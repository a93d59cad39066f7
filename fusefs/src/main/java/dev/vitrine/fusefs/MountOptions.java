package dev.vitrine.fusefs;

/**
 * How a view is mounted.
 *
 * @param xattrs whether files and directories show their digest as an extended attribute
 * @param allowOther whether users other than the one who mounts may look; for others than root, /etc/fuse.conf must permit it
 * @param threads how many requests are answered at once, 1 or more
 */
public record MountOptions(boolean xattrs, boolean allowOther, int threads) {
    private static final int FEWEST_THREADS = 4;

    public MountOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a mount needs a thread, not " + threads);
        }
    }

    /** Extended attributes on, other users off, and a thread per processor, but at least four so that one slow read delays nobody. */
    public static MountOptions defaults() {
        return new MountOptions(
                true, false, Math.max(FEWEST_THREADS, Runtime.getRuntime().availableProcessors()));
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
