package dev.vitrine.gateway.dav;

/** What differs between the entries of one {@link Shape}; all else in their answers is constant. */
enum Field {
    /** Where the entry is, without a slash at its end. */
    HREF,
    NAME,
    SIZE,
    TYPE,
    /** Text form. */
    DIGEST,
    /** The form in URLs. */
    DIGEST_IN_URL,
    INODE,
    /** {@code T} or {@code F}. */
    EXECUTABLE,
    TARGET
}
