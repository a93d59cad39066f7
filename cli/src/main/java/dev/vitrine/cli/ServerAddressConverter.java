package dev.vitrine.cli;

import dev.vitrine.castore.grpc.server.ServerAddress;
import dev.vitrine.gateway.ListenAddress;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT} or {@code unix:PATH}. */
final class ServerAddressConverter implements ITypeConverter<ServerAddress> {
    private static final String UNIX = "unix:";

    @Override
    public ServerAddress convert(String text) {
        return text.startsWith(UNIX) ? unix(text.substring(UNIX.length())) : tcp(text);
    }

    private static ServerAddress unix(String path) {
        if (path.isEmpty()) {
            throw new TypeConversionException("unix: is followed by the path of a socket");
        }
        return new ServerAddress.Unix(Path.of(path));
    }

    private static ServerAddress tcp(String text) {
        try {
            ListenAddress address = ListenAddress.parse(text);
            return new ServerAddress.Tcp(address.host(), address.port());
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage() + " or unix:PATH");
        }
    }
}
