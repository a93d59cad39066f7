package dev.vitrine.gateway;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the gateway listens.
 *
 * @param host a name or an address; an IPv6 address stands here without brackets
 * @param port 0 picks a free one
 */
public record ListenAddress(String host, int port) {
    /** This machine only, at any free port. */
    public static final ListenAddress ANY_LOOPBACK_PORT = new ListenAddress("127.0.0.1", 0);

    private static final int MAX_PORT = 0xffff;
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^:\\[\\]/\\s]+)):([0-9]{1,5})");

    public ListenAddress {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a listening address needs a host");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
    }

    /**
     * Reads {@code HOST:PORT}, with brackets around an IPv6 address.
     *
     * @throws IllegalArgumentException with a sentence for a person, if the text has another form
     */
    public static ListenAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("an address to listen on has the form HOST:PORT, like 127.0.0.1:8080");
        }
        String host = form.group(1) != null ? form.group(1) : form.group(2);
        return new ListenAddress(host, Integer.parseInt(form.group(3)));
    }

    /** Whether only this machine can reach it. A name that is not known can be reached by nobody. */
    public boolean isLoopback() {
        return Exposure.isLoopback(this);
    }

    /** The same host at another port. */
    ListenAddress withPort(int actual) {
        return new ListenAddress(host, actual);
    }

    /** The address of the top of the view, with a slash at its end. */
    URI uri(String scheme) {
        return URI.create(scheme + "://" + this + "/");
    }

    /** {@code HOST:PORT}, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
