package dev.vitrine.fusefs.request;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Violation;

/** The errors that a mount answers with, by their numbers on Linux (errno(3), asm-generic). The one table from a failure to its number. */
public enum Errno {
    EPERM(1),
    ENOENT(2),
    EINTR(4),
    EIO(5),
    EBADF(9),
    EACCES(13),
    ENOTDIR(20),
    EISDIR(21),
    EINVAL(22),
    ENOTTY(25),
    EROFS(30),
    ERANGE(34),
    ENAMETOOLONG(36),
    ELOOP(40),
    ENOSYS(38),
    ENODATA(61),
    ESTALE(116);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    /** What stands for a failure of the castore. */
    public static Errno of(CastoreException failure) {
        return switch (failure) {
            case NotFound notFound -> ENOENT;
            case NotADirectory notADirectory -> ENOTDIR;
            case ListingDisabled listingDisabled -> EPERM;
            case Invalid invalid -> invalid.violation() == Violation.TOO_LONG ? ENAMETOOLONG : EINVAL;
            case Corrupt corrupt -> EIO;
            case Unavailable unavailable -> EIO;
        };
    }

    /** Its number. */
    public int number() {
        return number;
    }

    /** What a step returns for it: the negated number. */
    public int answer() {
        return -number;
    }
}
