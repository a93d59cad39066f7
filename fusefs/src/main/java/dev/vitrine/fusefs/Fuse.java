package dev.vitrine.fusefs;

/** Which way a mount takes to the kernel. */
public enum Fuse {
    /** {@link #KERNEL} where that can be had, else {@link #JNR} and a line in the log that says why. */
    AUTO,
    /** The kernel's own protocol, on /dev/fuse. */
    KERNEL,
    /** jnr-fuse, on libfuse2. */
    JNR
}
