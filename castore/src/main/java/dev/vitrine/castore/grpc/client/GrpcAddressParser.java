package dev.vitrine.castore.grpc.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Escaped;
import dev.vitrine.castore.model.Violation;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link GrpcAddress}, and names what it does not understand. */
public final class GrpcAddressParser {
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z._-]+):([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    /** What the kernel takes for the path of a socket, in bytes. */
    private static final int MAX_SOCKET_PATH = 107;

    private static final String WAIT_CONNECT = "wait-connect";

    private final String text;

    private GrpcAddressParser(String text) {
        this.text = text;
    }

    /** Reads one of the three forms; {@link Violation#ADDRESS} for anything else. */
    public static GrpcAddress parse(String text) throws Invalid {
        return new GrpcAddressParser(text).parse();
    }

    private GrpcAddress parse() throws Invalid {
        GrpcScheme scheme = scheme();
        URI uri = uri();
        if (uri.getRawFragment() != null) {
            throw refused("a fragment '#" + uri.getRawFragment() + "' means nothing here");
        }
        boolean isEager = isEager(uri.getRawQuery());
        return switch (scheme) {
            case HTTP -> tcp(uri, false, isEager);
            case HTTPS -> tcp(uri, true, isEager);
            case UNIX -> unix(uri, isEager);
        };
    }

    private URI uri() throws Invalid {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refused(e.getReason());
        }
    }

    private GrpcScheme scheme() throws Invalid {
        String scheme = text.substring(0, Math.max(0, text.indexOf(':')));
        return GrpcScheme.of(scheme)
                .orElseThrow(() ->
                        refused("the scheme '" + scheme + "' is not known; grpc+http, grpc+https and grpc+unix are"));
    }

    private GrpcAddress tcp(URI uri, boolean isSecure, boolean isEager) throws Invalid {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        Matcher form = HOST_AND_PORT.matcher(authority);
        if (!form.matches()) {
            throw refused("it needs HOST:PORT where it has '" + authority + "'");
        }
        if (!uri.getRawPath().isEmpty()) {
            throw refused("no path may follow the port, as '" + uri.getRawPath() + "' does");
        }
        int port = Integer.parseInt(form.group(2));
        if (port < 1 || port > MAX_PORT) {
            throw refused("there is no port " + port);
        }
        return new GrpcAddress.Tcp(form.group(1), port, isSecure, isEager);
    }

    private GrpcAddress unix(URI uri, boolean isEager) throws Invalid {
        if (uri.getRawAuthority() != null) {
            throw refused("no host may stand before the path of a socket, as '" + uri.getRawAuthority() + "' does");
        }
        String path = uri.getPath();
        if (path == null || !text.startsWith(GrpcScheme.UNIX + ":///") || path.equals("/")) {
            throw refused("it needs the path of a socket, as in grpc+unix:///run/vitrine.sock");
        }
        if (path.getBytes(UTF_8).length > MAX_SOCKET_PATH) {
            throw refused("the path of a socket has at most " + MAX_SOCKET_PATH + " bytes");
        }
        return new GrpcAddress.Unix(Path.of(path), isEager);
    }

    private boolean isEager(@Nullable String query) throws Invalid {
        if (query == null) {
            return false;
        }
        return switch (query) {
            case WAIT_CONNECT + "=1" -> true;
            case WAIT_CONNECT + "=0" -> false;
            default ->
                throw refused("the parameter '" + query + "' is not known; wait-connect=0 and wait-connect=1 are");
        };
    }

    private Invalid refused(String why) {
        return new Invalid(
                Violation.ADDRESS, "the address '" + Escaped.excerpt(text) + "' is of no use: " + Escaped.excerpt(why));
    }
}
