package dev.vitrine.castore.address;

import static dev.vitrine.castore.address.AddressParts.quoted;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.CastoreException.Invalid;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what follows the scheme of a {@link GrpcAddress}. */
final class GrpcAddresses {
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z._-]+):([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    /** What the kernel takes for the path of a socket, in bytes. */
    private static final int MAX_SOCKET_PATH = 107;

    private static final String WAIT_CONNECT = "wait-connect";

    private GrpcAddresses() {}

    static GrpcAddress tcp(AddressParts parts, boolean isSecure) throws Invalid {
        Matcher form = HOST_AND_PORT.matcher(parts.authority());
        if (!form.matches()) {
            throw parts.refused("it needs HOST:PORT where it has " + quoted(parts.authority()));
        }
        parts.refusePath();
        int port = Integer.parseInt(form.group(2));
        if (port < 1 || port > MAX_PORT) {
            throw parts.refused("there is no port " + port);
        }
        return new GrpcAddress.Tcp(form.group(1), port, isSecure, isEager(parts));
    }

    static GrpcAddress unix(AddressParts parts) throws Invalid {
        parts.refuseHost();
        String path = parts.decodedPath();
        if (path.isEmpty() || path.equals("/")) {
            throw parts.refused("it needs the path of a socket, as in grpc+unix:///run/vitrine.sock");
        }
        if (path.getBytes(UTF_8).length > MAX_SOCKET_PATH) {
            throw parts.refused("the path of a socket has at most " + MAX_SOCKET_PATH + " bytes");
        }
        try {
            return new GrpcAddress.Unix(Path.of(path), isEager(parts));
        } catch (InvalidPathException e) {
            throw parts.refused(quoted(path) + " is no path: " + e.getReason());
        }
    }

    private static boolean isEager(AddressParts parts) throws Invalid {
        parts.takeOnly(WAIT_CONNECT);
        String value = parts.parameters().getOrDefault(WAIT_CONNECT, "0");
        return switch (value) {
            case "1" -> true;
            case "0" -> false;
            default -> throw parts.refused("'" + WAIT_CONNECT + "' is 0 or 1, not " + quoted(value));
        };
    }
}
