package dev.vitrine.castore.grpc.server;

import java.util.Comparator;

/**
 * How calls of one method end.
 *
 * @param service by its full name
 * @param method by its name in the service
 * @param status the name of the code that the client was told, or would have been: CANCELLED where it is gone
 */
public record CallEnd(String service, String method, String status) implements Comparable<CallEnd> {
    private static final Comparator<CallEnd> ORDER = Comparator.comparing(CallEnd::service)
            .thenComparing(CallEnd::method)
            .thenComparing(CallEnd::status);

    @Override
    public int compareTo(CallEnd other) {
        return ORDER.compare(this, other);
    }
}
