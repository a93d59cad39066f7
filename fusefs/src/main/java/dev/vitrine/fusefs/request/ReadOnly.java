package dev.vitrine.fusefs.request;

import dev.vitrine.castore.view.Attributes;
import dev.vitrine.castore.view.Entry;

/** What a read-only tree says to those who want to do more than read. The flags are those of open(2) and access(2). */
public final class ReadOnly {
    private static final int O_ACCMODE = 3;
    private static final int O_TRUNC = 01000;
    private static final int X_OK = 1;
    private static final int W_OK = 2;
    private static final int ANYONE_MAY_EXECUTE = 0111;

    private ReadOnly() {}

    /** Whether a file that is opened with these flags would be changed. */
    public static boolean wouldChange(int openFlags) {
        return (openFlags & O_ACCMODE) != 0 || (openFlags & O_TRUNC) != 0;
    }

    /** Answers access(2): who may read may read everything, and nobody may write. */
    public static int access(Entry entry, int mask) {
        if ((mask & W_OK) != 0) {
            return Errno.EROFS.answer();
        }
        boolean executable = (Attributes.of(entry).mode() & ANYONE_MAY_EXECUTE) != 0;
        return (mask & X_OK) == 0 || executable ? 0 : Errno.EACCES.answer();
    }
}
