package dev.vitrine.gateway.connection;

import java.time.Duration;

/**
 * How slow a client may be.
 *
 * @param receive how long a request may take to arrive, header and body, and the first one together with the opening of the connection
 * @param idle how long a connection may carry no request, and over which the rate of sending is measured
 * @param sendRate the bytes per second that a client must take of an answer while it holds the answer up
 */
public record Pace(Duration receive, Duration idle, long sendRate) {}
