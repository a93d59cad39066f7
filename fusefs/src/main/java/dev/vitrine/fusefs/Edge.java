package dev.vitrine.fusefs;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Escaped;
import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where requests come in: each becomes one answer, one line in the debug log, and a warning when it took long. Nothing is thrown past
 * here. Thread-safe.
 */
final class Edge {
    private static final Logger log = LoggerFactory.getLogger(Edge.class);
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final byte[] NO_PATH = {};

    /** What a request does; the answer is what libfuse gets. */
    @FunctionalInterface
    interface Step {
        int run(Request request) throws CastoreException;
    }

    /** One request, as the log shows it. For one thread. */
    static final class Request {
        private final String operation;
        private final byte[] path;
        private @Nullable Entry entry;

        private Request(String operation, byte[] path) {
            this.operation = operation;
            this.path = path;
        }

        /** Says which entry the request turned out to be about. */
        void about(Entry found) {
            entry = found;
        }

        /** Without a path for what is open, and without an inode when none was found. */
        @Override
        public String toString() {
            String place = path.length == 0 ? operation : operation + " '" + Escaped.text(path) + "'";
            if (entry == null) {
                return place;
            }
            String digest =
                    DigestAttribute.digest(entry).map(value -> " " + value).orElse("");
            return place + " inode " + entry.inode() + digest;
        }
    }

    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final LongAdder failures = new LongAdder();
    private final LongAdder unexpected = new LongAdder();

    /** Answers a request about something open. */
    int answer(String operation, Step step) {
        return answer(operation, NO_PATH, step);
    }

    /** Answers a request about a path. */
    int answer(String operation, byte[] path, Step step) {
        Request request = new Request(operation, path);
        long start = System.nanoTime();
        int answer = attempt(request, step);
        long nanos = System.nanoTime() - start;
        requests.computeIfAbsent(operation, name -> new LongAdder()).increment();
        if (nanos > SLOW_NANOS) {
            log.warn("{} took {} ms and answers {}", request, TimeUnit.NANOSECONDS.toMillis(nanos), answer);
        } else if (log.isDebugEnabled()) {
            log.debug("{} took {} us and answers {}", request, TimeUnit.NANOSECONDS.toMicros(nanos), answer);
        }
        return answer;
    }

    private int attempt(Request request, Step step) {
        try {
            return step.run(request);
        } catch (CastoreException e) {
            Errno errno = Errno.of(e);
            if (errno == Errno.EIO) {
                failures.increment();
                log.warn("{} fails: {}", request, e.getMessage(), e.getCause());
            }
            return errno.answer();
        } catch (Throwable e) {
            failures.increment();
            unexpected.increment();
            log.error("{} fails unexpectedly", request, e);
            return Errno.EIO.answer();
        }
    }

    /** How many requests were answered, by what they do, in the order of their names. */
    SortedMap<String, Long> requests() {
        SortedMap<String, Long> counts = new TreeMap<>();
        requests.forEach((operation, count) -> counts.put(operation, count.sum()));
        return counts;
    }

    /** How many requests were answered with EIO. */
    long failures() {
        return failures.sum();
    }

    /** How many requests failed in a way that nobody thought of. */
    long unexpectedFailures() {
        return unexpected.sum();
    }
}
