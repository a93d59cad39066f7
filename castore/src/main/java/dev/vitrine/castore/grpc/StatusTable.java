package dev.vitrine.castore.grpc;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastoreException.ListingDisabled;
import dev.vitrine.castore.model.CastoreException.NotADirectory;
import dev.vitrine.castore.model.CastoreException.NotFound;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import io.grpc.Status;
import io.grpc.StatusException;

/** What a {@link CastoreException} is called over gRPC. */
public final class StatusTable {
    private StatusTable() {}

    /** The status, with the exception's sentence as its description. */
    public static Status of(CastoreException e) {
        Status status = switch (e) {
            case NotFound _ -> Status.NOT_FOUND;
            case NotADirectory _ -> Status.FAILED_PRECONDITION;
            case ListingDisabled _ -> Status.PERMISSION_DENIED;
            case Invalid _ -> Status.INVALID_ARGUMENT;
            case Corrupt _ -> Status.DATA_LOSS;
            case Unavailable unavailable when unavailable.deadlineExceeded() -> Status.DEADLINE_EXCEEDED;
            case Unavailable unavailable -> handedThrough(unavailable);
        };
        return status.withDescription(e.getMessage()).withCause(e);
    }

    /** What a server behind this one does not know, or forbids, it does not do at another attempt either. */
    private static Status handedThrough(Unavailable e) {
        Status.Code far = e.getCause() instanceof StatusException status
                ? status.getStatus().getCode()
                : Status.Code.UNAVAILABLE;
        if (far == Status.Code.UNIMPLEMENTED) {
            return Status.UNIMPLEMENTED;
        }
        return far == Status.Code.PERMISSION_DENIED ? Status.PERMISSION_DENIED : Status.UNAVAILABLE;
    }
}
