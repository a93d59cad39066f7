package dev.vitrine.castore.grpc.client;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Corrupt;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Escaped;
import io.grpc.Status;
import io.grpc.StatusException;

/** What a status of gRPC means for who asked, where it is no answer by itself, as "not found" may be. */
final class GrpcFailure {
    private GrpcFailure() {}

    /**
     * @param server what it is called in a sentence
     * @param action what was asked of it, as in "give blob b3:..."
     */
    static CastoreException of(String server, String action, StatusException e) {
        String reason = reason(e.getStatus());
        return switch (e.getStatus().getCode()) {
            case DATA_LOSS -> new Corrupt(server + " cannot " + action + " undamaged" + reason, e);
            case DEADLINE_EXCEEDED ->
                Unavailable.deadlineExceeded(server + " did not " + action + " in time" + reason, e);
            case UNAVAILABLE -> Unavailable.because(server + " cannot be reached" + reason, e);
            case UNIMPLEMENTED -> Unavailable.because(server + " does not know how to " + action + reason, e);
            case PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    INVALID_ARGUMENT,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    ALREADY_EXISTS,
                    NOT_FOUND -> Unavailable.because(server + " refuses to " + action + reason, e);
            case OK, CANCELLED, UNKNOWN, RESOURCE_EXHAUSTED, ABORTED, INTERNAL ->
                Unavailable.because(server + " failed to " + action + reason, e);
        };
    }

    private static String reason(Status status) {
        String said = status.getDescription();
        Throwable cause = status.getCause();
        return (said == null ? "" : ": " + Escaped.excerpt(said)) + (cause == null ? "" : ": " + sentence(cause));
    }

    private static String sentence(Throwable cause) {
        String message = cause.getMessage();
        return Escaped.excerpt(message == null ? cause.getClass().getSimpleName() : message);
    }
}
