package dev.vitrine.gateway.admin;

import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.gateway.http.Notes;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * A request that has ended, as a log tells it. Text is as the client sent it, cut off where it is too long, and holds any characters: a
 * {@link LogForm} escapes it. What is not known is empty. Neither the query nor any credentials are among it.
 *
 * @param time when it began, in milliseconds since the epoch
 * @param remote address of the client
 * @param user who was let in by name
 * @param path as it was sent, percent-encoded
 * @param bytes how many of the body were given to the connection
 * @param nanos how long it took, from its first byte to the last of the answer
 * @param digest of the file or directory that the answer shows
 * @param torn whether the connection was broken before the answer was whole
 */
record AccessEntry(
        long time,
        String remote,
        String user,
        String method,
        String path,
        String protocol,
        int status,
        long bytes,
        long nanos,
        String range,
        String referer,
        String userAgent,
        String digest,
        boolean torn) {
    /** The longest path that can name anything, percent-encoded throughout. */
    static final int MAX_PATH = 3 * 4096;

    /** Of every other text that a client chooses. */
    static final int MAX_TEXT = 1024;

    private static final String CUT_OFF = "...";

    /** About what the fields of fixed size and the object itself take. */
    private static final int FIXED_WEIGHT = 256;

    static AccessEntry of(Request request, Response response) {
        HttpFields asked = request.getHeaders();
        return new AccessEntry(
                Request.getTimeStamp(request),
                address(request.getConnectionMetaData().getRemoteSocketAddress()),
                cut(Notes.user(request).orElse(""), MAX_TEXT),
                cut(known(request.getMethod()), MAX_TEXT),
                cut(known(request.getHttpURI().getPath()), MAX_PATH),
                request.getConnectionMetaData().getHttpVersion().asString(),
                response.getStatus(),
                Response.getContentBytesWritten(response),
                NanoTime.since(request.getBeginNanoTime()),
                cut(known(asked.get(HttpHeader.RANGE)), MAX_TEXT),
                cut(withoutSecrets(known(asked.get(HttpHeader.REFERER))), MAX_TEXT),
                cut(known(asked.get(HttpHeader.USER_AGENT)), MAX_TEXT),
                digest(response.getHeaders()),
                Notes.isTorn(request));
    }

    /** Characters, as the queue counts them. */
    int weight() {
        return FIXED_WEIGHT
                + user.length()
                + method.length()
                + path.length()
                + range.length()
                + referer.length()
                + userAgent.length();
    }

    private static String address(@Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : "";
    }

    /** A page that led here may have had a query, or a user and a password before an at sign. */
    private static String withoutSecrets(String referer) {
        int end = referer.length();
        for (char stop : new char[] {'?', '#'}) {
            int at = referer.indexOf(stop);
            end = at < 0 ? end : Math.min(end, at);
        }
        String place = referer.substring(0, end);
        return place.indexOf('@') < 0 ? place : "";
    }

    private static String digest(HttpFields answer) {
        for (DigestAttribute attribute : DigestAttribute.values()) {
            String digest = answer.get(attribute.header());
            if (digest != null) {
                return digest;
            }
        }
        return "";
    }

    private static String known(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + CUT_OFF;
    }
}
