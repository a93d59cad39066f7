package dev.vitrine.castore.ignore;

/** What patterns say of a path. */
public enum Verdict {
    EXCLUDED,
    /** A pattern with an exclamation mark has taken it in again. */
    INCLUDED,
    /** None of them stands for it. */
    UNDECIDED
}
