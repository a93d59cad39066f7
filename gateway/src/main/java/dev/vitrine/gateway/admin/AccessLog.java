package dev.vitrine.gateway.admin;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * A line for every request, written by a thread of its own within a tenth of a second. No request waits for it: lines that come faster
 * than they can be written are dropped and counted. Thread-safe.
 */
public final class AccessLog implements RequestLog, AutoCloseable {
    private final LogQueue queue;

    private AccessLog(LogSink sink, LogForm form) {
        queue = LogQueue.start(sink, form);
    }

    /**
     * Appends to a file, which is made if it is missing, and again when it was moved or removed.
     *
     * @throws IOException with a sentence for a person, if that cannot be
     */
    public static AccessLog toFile(Path file, LogForm form) throws IOException {
        return new AccessLog(LogFile.open(file), form);
    }

    /** Writes to the standard output of this process. */
    public static AccessLog toStdout(LogForm form) {
        return new AccessLog(new LogStdout(), form);
    }

    /** Called by Jetty when the request has ended, well or not. */
    @Override
    public void log(Request request, Response response) {
        queue.offer(AccessEntry.of(request, response));
    }

    /** How many lines were written. */
    public long written() {
        return queue.written();
    }

    /** How many lines were lost, because they came too fast or could not be written. */
    public long dropped() {
        return queue.dropped();
    }

    /** Writes what is left, for two seconds at most. Harmless when repeated. */
    @Override
    public void close() {
        queue.close();
    }
}
