package dev.vitrine.gateway;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What a client of the gateway may cost: a value for every {@link Limit}. Immutable. */
public final class Bounds {
    /** Every limit at its default. */
    public static final Bounds DEFAULT = new Bounds(Map.of());

    private final Map<Limit, Long> changed;

    private Bounds(Map<Limit, Long> changed) {
        this.changed = Map.copyOf(changed);
    }

    /** The same with another value: a number, bytes or milliseconds. Throws IllegalArgumentException if it is out of bounds. */
    public Bounds with(Limit limit, long value) {
        Map<Limit, Long> other = new EnumMap<>(Limit.class);
        other.putAll(changed);
        other.put(limit, limit.checked(value));
        return new Bounds(other);
    }

    /** A number, bytes or milliseconds. */
    public long get(Limit limit) {
        return changed.getOrDefault(limit, limit.standard());
    }

    int count(Limit limit) {
        return Math.toIntExact(get(limit));
    }

    Duration time(Limit limit) {
        return Duration.ofMillis(get(limit));
    }

    /** The longest body of a request that is read. */
    public int bodyBytes() {
        return count(Limit.BODY);
    }

    /** The size of the direct buffer that a transfer under way holds. */
    public int transferBytes() {
        return count(Limit.TRANSFER_BUFFER);
    }

    /** How long transfers under way may go on when the gateway closes. */
    public Duration stopGrace() {
        return time(Limit.STOP_TIME);
    }
}
