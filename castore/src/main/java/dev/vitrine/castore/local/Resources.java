package dev.vitrine.castore.local;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be closed together, the last first; also when only some of it could be opened. Not thread-safe. */
final class Resources implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Resources.class);

    private final Deque<Resource> open = new ArrayDeque<>();

    void add(Resource resource) {
        open.push(resource);
    }

    /** Harmless when repeated. What cannot be closed is reported, and the rest is closed. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException e) {
                log.warn("a part of the store was not closed cleanly: {}", e.toString());
                log.debug("where that was", e);
            }
        }
    }

    interface Resource {
        void close() throws IOException;
    }
}
