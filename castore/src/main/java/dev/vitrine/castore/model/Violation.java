package dev.vitrine.castore.model;

/** The rules of the data model, each named by what breaks it. {@link CastoreException.Invalid} carries one of them. */
public enum Violation {
    /** A name or a link target of no bytes. */
    EMPTY,
    /** The name {@code ..}. */
    PARENT,
    /** The name {@code .}. */
    CURRENT,
    /** A name of more than 255 bytes, a link target of more than 4,095, or a directory whose encoding nears 2 GiB. */
    TOO_LONG,
    /** A NUL byte in a name or a link target. */
    NUL,
    /** A slash in a name. */
    SLASH,
    /** A digest that is not 32 bytes. */
    DIGEST_LENGTH,
    /** Text that is not a digest in any of the forms that {@link Digest#parse} knows. */
    DIGEST_TEXT,
    /** A path that is absolute, climbs with {@code ..}, or has an empty component. */
    PATH,
    /** A parameter of a query that stands twice, or is not within its bounds. */
    QUERY,
    /** A name that is smaller than the one before it in its list. */
    WRONG_SORTING,
    /** A name that stands twice in one directory. */
    DUPLICATE_NAME,
    /** Sizes that add up to 2^64 or more. */
    SIZE_OVERFLOW,
    /** Bytes that are not the canonical encoding of a message: unknown fields, spelled-out defaults, long varints, another order. */
    NOT_CANONICAL,
    /** A node message of none of the three kinds. */
    NO_NODE,
    /** A node message that carries a name where the name is said elsewhere. */
    NAMED_NODE,
    /** A directory that refers to one which was not put before it. */
    UNKNOWN_CHILD,
    /** A directory node whose size is not that of the directory it refers to. */
    WRONG_SIZE,
    /** A put of no directory, or of several that no single root holds together. */
    NO_SINGLE_ROOT,
    /** A name that is kept for Vitrine itself. */
    RESERVED_NAME,
    /** The address of a service that is of no known form, or says more than it may. */
    ADDRESS,
    /** A file system object that a castore cannot hold: a device, a socket or a fifo. */
    FILE_TYPE,
    /** What is said of a store path and breaks a rule of it: a name, a hash of another length, something that is left out. */
    PATH_INFO
}
