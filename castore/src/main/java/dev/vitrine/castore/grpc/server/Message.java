package dev.vitrine.castore.grpc.server;

import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;

/**
 * What came from a client as one message: a request, or something that is none. gRPC takes an exception of a parser for a mistake of ours,
 * logs it, and answers UNKNOWN; so it gets to see none.
 *
 * @param <Q> the request
 */
sealed interface Message<Q> {
    /** The request, if it is one. */
    Q request();

    /** One that could be read. */
    record Request<Q>(Q request) implements Message<Q> {}

    /** One that could not. */
    record Unreadable<Q>(Status status) implements Message<Q> {
        @Override
        public Q request() {
            throw status.asRuntimeException();
        }
    }

    /** Reads messages as the other one does. */
    static <Q> Marshaller<Message<Q>> read(Marshaller<Q> requests) {
        return new Marshaller<>() {
            @Override
            public InputStream stream(Message<Q> message) {
                return requests.stream(message.request());
            }

            @Override
            public Message<Q> parse(InputStream bytes) {
                try {
                    return new Request<>(requests.parse(bytes));
                } catch (StatusRuntimeException e) {
                    return new Unreadable<>(status(e));
                }
            }
        };
    }

    /** A message that is too long once it is decompressed is just that; anything else is none. */
    private static Status status(StatusRuntimeException e) {
        return e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
                ? e.getStatus()
                : Status.INVALID_ARGUMENT.withDescription("that is no message of this method");
    }
}
