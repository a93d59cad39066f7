package dev.vitrine.gateway;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a client of the gateway may cost, in the terms that people set it in. The default of each is here and nowhere else. */
public enum Limit {
    /** How many connections are open at once; more wait until one closes. */
    CONNECTIONS(Unit.COUNT, 1024, 1, 1 << 20),

    /**
     * How many of them one address may have; the next is closed at once. Behind a proxy all have its address, which then needs as many as
     * there are in all.
     */
    CONNECTIONS_PER_ADDRESS(Unit.COUNT, 512, 1, 1 << 20),

    /** How many requests are answered at once; each has a thread and a transfer buffer. More wait, and then are refused with 503. */
    REQUESTS(Unit.COUNT, 1024, 1, 1 << 20),

    /** How many listings of 10,000 entries and more are under way at once; the next is refused with 503. */
    LISTINGS(Unit.COUNT, 8, 1, 1 << 20),

    /** How many requests one HTTP/2 connection may have under way. */
    STREAMS(Unit.COUNT, 100, 1, 1 << 16),

    /** How many frames that ask for work and carry no request (pings, settings, resets) an HTTP/2 connection may send in a second. */
    CONTROL_FRAMES(Unit.COUNT, 128, 1, 1 << 20),

    /** The longest request line and header together; the longest path takes three times 4,096 bytes. */
    HEADER(Unit.BYTES, 32 << 10, 1 << 10, 16 << 20),

    /** The longest body of a request that is read. */
    BODY(Unit.BYTES, 64 << 10, 0, 16 << 20),

    /** The size of the direct buffer that a transfer under way holds. */
    TRANSFER_BUFFER(Unit.BYTES, 128 << 10, 4 << 10, 16 << 20),

    /** How long a request may take to arrive, header and body, and the first one together with the opening of the connection. */
    RECEIVE_TIME(Unit.TIME, 20_000, 1, 3_600_000),

    /** How long a connection is kept on which no byte moves, or that carries no request. */
    IDLE_TIME(Unit.TIME, 30_000, 1, 3_600_000),

    /** How many bytes in a second a client takes of an answer at least, measured over the idle time, while it holds the answer up. */
    SEND_RATE(Unit.BYTES, 1 << 10, 0, 1 << 30),

    /** How many passwords are checked at once; each check keeps a processor busy for a while. */
    PASSWORD_CHECKS(Unit.COUNT, 2, 1, 1 << 10),

    /** How long transfers under way may go on when the gateway closes. */
    STOP_TIME(Unit.TIME, 500, 0, 60_000);

    private enum Unit {
        COUNT("a number"),
        BYTES("bytes, or KiB or MiB"),
        TIME("a time in ms, s or m");

        private final String words;

        Unit(String words) {
            this.words = words;
        }

        /** What a suffix stands for; 0 if it is none of this unit. */
        private long factor(String suffix) {
            return switch (this) {
                case COUNT -> suffix.isEmpty() ? 1 : 0;
                case BYTES ->
                    switch (suffix) {
                        case "" -> 1;
                        case "KiB" -> 1 << 10;
                        case "MiB" -> 1 << 20;
                        default -> 0;
                    };
                case TIME ->
                    switch (suffix) {
                        case "ms" -> 1;
                        case "s" -> 1_000;
                        case "m" -> 60_000;
                        default -> 0;
                    };
            };
        }
    }

    private static final Pattern VALUE = Pattern.compile("([0-9]{1,12})([A-Za-z]*)");

    private final Unit unit;
    private final long standard;
    private final long least;
    private final long most;

    Limit(Unit unit, long standard, long least, long most) {
        this.unit = unit;
        this.standard = standard;
        this.least = least;
        this.most = most;
    }

    /** The limit that people call so. Throws IllegalArgumentException, with a sentence that lists the names, if there is none. */
    public static Limit named(String name) {
        return Arrays.stream(values())
                .filter(limit -> limit.label().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no limit is called '" + name + "'; there are " + names()));
    }

    /** All names, for people. */
    public static String names() {
        return Arrays.stream(values()).map(Limit::label).collect(Collectors.joining(", "));
    }

    /** What people call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value when nothing else is said: a number, bytes or milliseconds. */
    long standard() {
        return standard;
    }

    /** Reads a value, like {@code 64}, {@code 64KiB} or {@code 20s}. Throws IllegalArgumentException with a sentence for a person. */
    public long parse(String text) {
        Matcher form = VALUE.matcher(text);
        long factor = form.matches() ? unit.factor(form.group(2)) : 0;
        if (factor == 0) {
            throw new IllegalArgumentException(label() + " is " + unit.words + ", not '" + text + "'");
        }
        return checked(Math.multiplyExact(Long.parseLong(form.group(1)), factor));
    }

    long checked(long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    label() + ": " + said(value) + " is not within " + said(least) + " and " + said(most));
        }
        return value;
    }

    private String said(long value) {
        return unit == Unit.TIME
                ? Duration.ofMillis(value).toString().substring(2).toLowerCase(Locale.ROOT)
                : Long.toString(value);
    }
}
