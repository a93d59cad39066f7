package dev.vitrine.fusefs.kernel;

import java.io.IOException;

/** A way to mount: one for root, one for everybody else. */
interface MountCall {
    /** Mounts and returns the connection. */
    Device connect(byte[] mountpoint) throws IOException;

    /** Takes a mount away again that {@link #connect} has just made. */
    void undo(byte[] mountpoint);

    /** The one that this user may take. */
    static MountCall ofThisUser(MountSettings settings) {
        return Libc.euid() == 0 ? new RootMount(settings) : new UserMount(settings);
    }
}
