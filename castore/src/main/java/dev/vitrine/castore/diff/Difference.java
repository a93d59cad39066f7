package dev.vitrine.castore.diff;

import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.view.Entry;

/** One way in which two trees are not the same. The path is below both; it has no names where the two things compared differ themselves. */
public sealed interface Difference {
    CastorePath path();

    /** Only the second tree has it. */
    record Added(CastorePath path, Entry after) implements Difference {}

    /** Only the first tree has it. */
    record Removed(CastorePath path, Entry before) implements Difference {}

    /** Both have it, and not as the same; two directories are never said to differ, but what is in them is. */
    record Changed(CastorePath path, Aspect aspect, Entry before, Entry after) implements Difference {}

    /** What of an entry has changed. The first that holds is said. */
    enum Aspect {
        /** One is a file, say, and the other a directory. */
        KIND,
        /** The bytes of a file, and maybe whether it is executable; the target of a symlink. */
        CONTENTS,
        /** Whether a file is executable, and nothing else. */
        EXECUTABLE
    }
}
