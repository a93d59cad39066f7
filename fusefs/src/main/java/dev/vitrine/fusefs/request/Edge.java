package dev.vitrine.fusefs.request;

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
public final class Edge {
    private static final Logger log = LoggerFactory.getLogger(Edge.class);
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Place NOWHERE = () -> "";

    /** Where a request points, as the log shows it. */
    @FunctionalInterface
    public interface Place {
        /** Escaped text; empty for what has no place. */
        String text();
    }

    /** What a request does; the answer is 0 or more, or a negated errno. */
    @FunctionalInterface
    public interface Step {
        int run(Request request) throws CastoreException;
    }

    /** One request, as the log shows it. Written by the thread that answers it. */
    public static final class Request {
        private final String operation;
        private final Place place;
        private volatile @Nullable Entry entry;

        private Request(String operation, Place place) {
            this.operation = operation;
            this.place = place;
        }

        /** Says which entry the request turned out to be about. */
        public void about(Entry found) {
            entry = found;
        }

        /** Without a path for what is open, and without an inode when none was found. */
        @Override
        public String toString() {
            String path = place.text();
            String words = path.isEmpty() ? operation : operation + " '" + path + "'";
            Entry found = entry;
            if (found == null) {
                return words;
            }
            String digest =
                    DigestAttribute.digest(found).map(value -> " " + value).orElse("");
            return words + " inode " + found.inode() + digest;
        }
    }

    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final LongAdder failures = new LongAdder();
    private final LongAdder unexpected = new LongAdder();

    @SuppressWarnings("ThreadLocalUsage") // a thread belongs to one mount, and ends with it
    private final ThreadLocal<InFlight> inFlight = new ThreadLocal<>();

    /** Requests that this thread answers from now on are those of one seat. */
    void sitDown(InFlight seat) {
        inFlight.set(seat);
    }

    /** Answers a request about something open. */
    public int answer(String operation, Step step) {
        return answer(operation, NOWHERE, step);
    }

    /** Answers a request about a path. */
    public int answer(String operation, byte[] path, Step step) {
        return answer(operation, () -> Escaped.text(path), step);
    }

    /** Answers a request about a place, whose text is asked for only when the log wants it. */
    public int answer(String operation, Place place, Step step) {
        Request request = new Request(operation, place);
        InFlight mine = inFlight.get();
        if (mine != null) {
            mine.about(request);
        }
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
    public SortedMap<String, Long> requests() {
        SortedMap<String, Long> counts = new TreeMap<>();
        requests.forEach((operation, count) -> counts.put(operation, count.sum()));
        return counts;
    }

    /** How many requests were answered with EIO. */
    public long failures() {
        return failures.sum();
    }

    /** How many requests failed in a way that nobody thought of. */
    public long unexpectedFailures() {
        return unexpected.sum();
    }
}
