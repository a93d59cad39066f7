package dev.vitrine.gateway.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * What is left to be written of an answer when the request was handled, so that no thread waits for the client to take it.
 *
 * @param bytes what is left
 * @param last whether the answer ends with them; otherwise its header alone is sent, without a word about a length
 * @param atOnce whether they are in memory: otherwise reading them may wait for a disk
 * @param done run once when they were written, or never will be; lets go of what holds them
 */
record Tail(ByteBuffer bytes, boolean last, boolean atOnce, Runnable done) {
    /** What completes the request, after the bytes. */
    Callback then(Request request, Callback whole) {
        return new Callback() {
            @Override
            public void succeeded() {
                done.run();
                whole.succeeded();
            }

            @Override
            public void failed(Throwable cause) {
                done.run();
                Notes.torn(request);
                whole.failed(cause);
            }

            @Override
            public InvocationType getInvocationType() {
                return atOnce ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING;
            }
        };
    }
}
