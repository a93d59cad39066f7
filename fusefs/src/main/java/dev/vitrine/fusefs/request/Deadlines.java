package dev.vitrine.fusefs.request;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up on requests that take too long: the program that made one gets EIO, and does not wait for a store that may never answer. A
 * request whose program got a signal (FUSE_INTERRUPT) is given up with EINTR once it has taken a second: before that a program that takes
 * signals for something else, a timer or a child, would see its quick reads fail. Thread-safe.
 */
public final class Deadlines {
    private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
    private static final long INTERRUPTIBLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A signal may come before a seat has seen the request, or after the answer: then it is remembered for nothing, so not for long. */
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int LOST_PER_THREAD = 3;

    private final long limitNanos;
    private final Set<InFlight> watched = ConcurrentHashMap.newKeySet();
    private final Map<Long, Long> interrupted = new ConcurrentHashMap<>();
    private final LongAdder givenUp = new LongAdder();
    private volatile int abandoned;

    public Deadlines(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    void watch(InFlight inFlight) {
        watched.add(inFlight);
    }

    void unwatch(InFlight inFlight) {
        watched.remove(inFlight);
    }

    /** The program behind the request of that number got a signal. */
    public void interrupt(long unique) {
        interrupted.put(unique, System.nanoTime());
    }

    /** Looks at all requests; to be called a few times a second. */
    public void check() {
        for (InFlight each : watched) {
            check(each);
        }
        abandoned = (int) watched.stream().filter(InFlight::isAbandoned).count();
        long now = System.nanoTime();
        interrupted.entrySet().removeIf(each -> now - each.getValue() > REMEMBERED_NANOS && !isInFlight(each.getKey()));
    }

    private boolean isInFlight(long unique) {
        return watched.stream().anyMatch(each -> each.unique() == unique);
    }

    private void check(InFlight each) {
        long unique = each.unique();
        if (unique == InFlight.NOTHING) {
            return;
        }
        long nanos = each.nanos();
        Object subject = each.subject();
        if (nanos > limitNanos && each.giveUp(unique, Errno.EIO)) {
            givenUp.increment();
            log.warn("{} is given up after {} ms and answers EIO", subject, TimeUnit.NANOSECONDS.toMillis(nanos));
        } else if (nanos > INTERRUPTIBLE_NANOS && interrupted.containsKey(unique) && each.giveUp(unique, Errno.EINTR)) {
            log.debug("{} is interrupted after {} ms", subject, TimeUnit.NANOSECONDS.toMillis(nanos));
        }
    }

    /** How many seats still worked, at the last check, on what was given up. */
    int abandoned() {
        return abandoned;
    }

    /**
     * Whether so many threads are lost to a store that does not answer that no more are to follow them.
     *
     * @param most how many requests may be answered at once
     */
    boolean isHopeless(int most) {
        return abandoned >= LOST_PER_THREAD * most;
    }

    /** Gives up at once. */
    void refuse(InFlight inFlight) {
        if (inFlight.giveUp(inFlight.unique(), Errno.EIO)) {
            givenUp.increment();
            log.warn("a request is refused with EIO, as {} others got no answer from the store", abandoned);
        }
    }

    /** How many requests were given up because they took too long. */
    public long givenUp() {
        return givenUp.sum();
    }
}
