package dev.vitrine.castore.importer;

import dev.vitrine.castore.ignore.Patterns;
import dev.vitrine.castore.ignore.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The patterns that count in one directory: those that the import was asked to mind, and those of the ignore files from there up to the
 * source. Immutable; shares what is above with the other directories.
 */
final class Ignores {
    private final Patterns asked;
    private final Patterns own;
    private final @Nullable Ignores above;

    /** In the directory above; of the source, none. */
    private final RawName name;

    private Ignores(Patterns asked, Patterns own, @Nullable Ignores above, RawName name) {
        this.asked = asked;
        this.own = own;
        this.above = above;
        this.name = name;
    }

    /** Those of the source, before its ignore file is read. */
    static Ignores of(Patterns asked) {
        return new Ignores(asked, Patterns.NONE, null, RawName.of(new byte[0]));
    }

    /** Those of the directory of that name in this one, before its ignore file is read. */
    Ignores in(RawName directory) {
        return isEmpty() ? this : new Ignores(asked, Patterns.NONE, this, directory);
    }

    /** With those of the directory's own ignore file. */
    Ignores with(Patterns patterns) {
        return new Ignores(asked, patterns, above, name);
    }

    private boolean isEmpty() {
        return above == null && own.isEmpty() && asked.isEmpty();
    }

    /** Whether the entry of that name in this directory, which is not itself excluded, is. */
    boolean exclude(RawName entry, boolean isDirectory) {
        if (isEmpty()) {
            return false;
        }
        byte[] path = entry.bytes();
        Verdict nearest = own.judge(path, isDirectory);
        for (Ignores at = this; at.above != null; at = at.above) {
            path = join(at.name.bytes(), path);
            nearest = nearest == Verdict.UNDECIDED ? at.above.own.judge(path, isDirectory) : nearest;
        }
        Verdict first = asked.judge(path, isDirectory);
        return (first == Verdict.UNDECIDED ? nearest : first) == Verdict.EXCLUDED;
    }

    private static byte[] join(byte[] directory, byte[] rest) {
        byte[] path = new byte[directory.length + 1 + rest.length];
        System.arraycopy(directory, 0, path, 0, directory.length);
        path[directory.length] = '/';
        System.arraycopy(rest, 0, path, directory.length + 1, rest.length);
        return path;
    }
}
