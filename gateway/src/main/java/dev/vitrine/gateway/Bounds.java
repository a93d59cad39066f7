package dev.vitrine.gateway;

import java.time.Duration;

/**
 * What a client of the gateway may cost.
 *
 * @param connections how many connections are open at once; more wait until one closes. A connection has one request under way, so
 *     this also bounds requests, threads and transfer buffers
 * @param requestHeaderBytes the longest request line and header together; the longest path takes three times 4,096
 * @param transferBytes the size of the direct buffer that a transfer under way holds
 * @param idleTimeout after which a connection is closed when no byte moves in either direction
 * @param stopGrace how long transfers under way may go on when the gateway closes
 */
public record Bounds(
        int connections, int requestHeaderBytes, int transferBytes, Duration idleTimeout, Duration stopGrace) {

    /** 1,024 connections, headers of 32 KiB, buffers of 128 KiB, 30 s idle, half a second of grace. */
    public static final Bounds DEFAULT =
            new Bounds(1024, 32 << 10, 128 << 10, Duration.ofSeconds(30), Duration.ofMillis(500));

    private static final int MIN_HEADER = 1 << 10;
    private static final int MIN_TRANSFER = 4 << 10;
    private static final int MAX_BYTES = 16 << 20;

    public Bounds {
        within("connections", connections, 1, Integer.MAX_VALUE);
        within("request header bytes", requestHeaderBytes, MIN_HEADER, MAX_BYTES);
        within("transfer bytes", transferBytes, MIN_TRANSFER, MAX_BYTES);
        if (!idleTimeout.isPositive() || stopGrace.isNegative()) {
            throw new IllegalArgumentException("the idle timeout is positive and the grace of a stop not negative");
        }
    }

    /** The same with another number of connections. */
    public Bounds withConnections(int other) {
        return new Bounds(other, requestHeaderBytes, transferBytes, idleTimeout, stopGrace);
    }

    /** The same with another idle timeout. */
    public Bounds withIdleTimeout(Duration other) {
        return new Bounds(connections, requestHeaderBytes, transferBytes, other, stopGrace);
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": " + value + " is not within " + least + " and " + most);
        }
    }
}
