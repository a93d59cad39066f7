package dev.vitrine.fusefs;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Violation;

/** The errors that a mount answers with, by their numbers on Linux (errno(3), asm-generic). The one table from a failure to its number. */
enum Errno {
    EPERM(1),
    ENOENT(2),
    EIO(5),
    EBADF(9),
    EACCES(13),
    ENOTDIR(20),
    EISDIR(21),
    EINVAL(22),
    EROFS(30),
    ERANGE(34),
    ENAMETOOLONG(36),
    ELOOP(40),
    ENODATA(61);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    /** What stands for a failure of the castore. */
    static Errno of(CastoreException failure) {
        return switch (failure) {
            case NotFound notFound -> ENOENT;
            case NotADirectory notADirectory -> ENOTDIR;
            case ListingDisabled listingDisabled -> EPERM;
            case Invalid invalid -> invalid.violation() == Violation.TOO_LONG ? ENAMETOOLONG : EINVAL;
            case Corrupt corrupt -> EIO;
            case Unavailable unavailable -> EIO;
        };
    }

    /** What a callback of libfuse returns for it: the negated number. */
    int answer() {
        return -number;
    }
}
