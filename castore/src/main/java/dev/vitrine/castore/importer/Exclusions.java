package dev.vitrine.castore.importer;

import dev.vitrine.castore.ignore.Patterns;

/**
 * What an import leaves out by patterns. Nothing of it is opened or read, whatever it is; what lies in a directory that is left out
 * cannot be taken in again.
 *
 * @param asked for paths from the source down; they go before those of ignore files
 * @param ignoreFiles whether a file {@code .vitrineignore} in any directory of the tree says what of that directory is left out, as
 *     {@code .gitignore} does for git: of several the nearest goes first
 */
public record Exclusions(Patterns asked, boolean ignoreFiles) {
    /** What the ignore files say. */
    public static final Exclusions DEFAULT = new Exclusions(Patterns.NONE, true);
}
