package dev.vitrine.fusefs;

/** How files are read on the kernel's own protocol, which offers the one or the other for a whole mount. */
public enum FuseFiles {
    /** Files are never opened but read by what they are, and the kernel keeps their pages. */
    CACHED,
    /** Files are opened, and those whose blob is one plain file the kernel then reads by itself. Needs the rights of root. */
    PASSTHROUGH
}
