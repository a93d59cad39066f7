package dev.vitrine.gateway.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;

/**
 * The last bytes of an answer, which are written when the request was handled, so that no thread waits for the client to take them.
 *
 * @param bytes what is left
 * @param atOnce whether they are in memory: otherwise reading them may wait for a disk
 * @param done run once when they were written, or never will be; lets go of what holds them
 */
record Tail(ByteBuffer bytes, boolean atOnce, Runnable done) {
    /** What completes the request, after the bytes. */
    Callback then(Callback request) {
        return new Callback() {
            @Override
            public void succeeded() {
                done.run();
                request.succeeded();
            }

            @Override
            public void failed(Throwable cause) {
                done.run();
                request.failed(cause);
            }

            @Override
            public InvocationType getInvocationType() {
                return atOnce ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING;
            }
        };
    }
}
