package dev.vitrine.cli;

import dev.vitrine.castore.grpc.client.GrpcAddress;
import dev.vitrine.castore.grpc.client.GrpcAddressParser;
import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.Escaped;
import dev.vitrine.castore.model.Violation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where a store, or one of its services, is. */
sealed interface StoreAddress {
    /** What is no path, though it may be no address either. */
    Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*|grpc\\+.*", Pattern.DOTALL);

    /** In a directory of this machine. */
    record Local(Path directory) implements StoreAddress {
        @Override
        public String toString() {
            return directory.toString();
        }
    }

    /** Behind a server. */
    record Remote(GrpcAddress server) implements StoreAddress {
        @Override
        public String toString() {
            return server.toString();
        }
    }

    /** Reads a URL or a path; {@link Violation#ADDRESS} names what is wrong with it. */
    static StoreAddress parse(String text) throws Invalid {
        if (URL.matcher(text).matches()) {
            return new Remote(GrpcAddressParser.parse(text));
        }
        try {
            return new Local(Path.of(text));
        } catch (InvalidPathException e) {
            throw new Invalid(Violation.ADDRESS, "'" + Escaped.excerpt(text) + "' is no path: " + e.getReason());
        }
    }
}
