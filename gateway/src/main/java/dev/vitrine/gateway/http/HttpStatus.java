package dev.vitrine.gateway.http;

import dev.vitrine.castore.model.CastoreException;

/** The one table from what went wrong to the status of the answer, and the words of each status. */
public enum HttpStatus {
    BAD_REQUEST(400, "Bad Request"),
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not Found"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    PRECONDITION_FAILED(412, "Precondition Failed"),
    CONTENT_TOO_LARGE(413, "Content Too Large"),
    RANGE_NOT_SATISFIABLE(416, "Range Not Satisfiable"),
    MISDIRECTED(421, "Misdirected Request"),
    INTERNAL_ERROR(500, "Internal Server Error"),
    NOT_IMPLEMENTED(501, "Not Implemented"),
    BAD_GATEWAY(502, "Bad Gateway"),
    UNAVAILABLE(503, "Service Unavailable"),
    GATEWAY_TIMEOUT(504, "Gateway Timeout");

    private final int code;
    private final String words;

    HttpStatus(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** The status for each kind of exception. */
    public static HttpStatus of(CastoreException e) {
        return switch (e) {
            case CastoreException.NotFound notFound -> NOT_FOUND;
            case CastoreException.NotADirectory notADirectory -> NOT_FOUND;
            case CastoreException.ListingDisabled disabled -> FORBIDDEN;
            case CastoreException.Invalid invalid -> BAD_REQUEST;
            case CastoreException.Corrupt corrupt -> BAD_GATEWAY;
            case CastoreException.Unavailable unavailable ->
                unavailable.deadlineExceeded() ? GATEWAY_TIMEOUT : UNAVAILABLE;
        };
    }

    public int code() {
        return code;
    }

    public String words() {
        return words;
    }

    /** Whether the server is to blame, and not the client. */
    public boolean isServerError() {
        return code >= 500;
    }
}
