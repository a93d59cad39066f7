package dev.vitrine.gateway.http;

import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** What is noted on a request for those who are told of it when it has ended. */
public final class Notes {
    private static final String USER = "dev.vitrine.user";
    private static final String TORN = "dev.vitrine.torn";

    private Notes() {}

    /** Notes who was let in by name. */
    public static void user(Request request, String name) {
        request.setAttribute(USER, name);
    }

    /** Who was let in by name, if anyone was. */
    public static Optional<String> user(Request request) {
        return request.getAttribute(USER) instanceof String name ? Optional.of(name) : Optional.empty();
    }

    /** Notes that the connection is broken before the answer is whole. */
    static void torn(Request request) {
        request.setAttribute(TORN, true);
    }

    /** Whether the connection was broken before the answer was whole. */
    public static boolean isTorn(Request request) {
        return request.getAttribute(TORN) != null;
    }
}
