package dev.vitrine.gateway.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The end of an answer, which is written when the request was handled.
 *
 * @param rest what is left
 * @param last whether the answer ends with it; otherwise its header alone is sent, without a word about a length
 */
record Tail(Remainder rest, boolean last) {
    /** Writes what is left, buffer by buffer, and completes the callback with how that went. */
    void write(Request request, Response response, Callback whole) {
        ByteBuffer bytes = rest.next();
        response.write(last && !rest.hasNext(), bytes, then(request, response, whole));
    }

    private Callback then(Request request, Response response, Callback whole) {
        return new Callback() {
            @Override
            public void succeeded() {
                if (rest.hasNext()) {
                    write(request, response, whole);
                } else {
                    rest.close();
                    whole.succeeded();
                }
            }

            @Override
            public void failed(Throwable cause) {
                rest.close();
                Notes.torn(request);
                whole.failed(cause);
            }

            // Asked anew whenever the connection can take more: then it is the next bytes that count.
            @Override
            public InvocationType getInvocationType() {
                return rest.isAtHand() ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING;
            }
        };
    }
}
