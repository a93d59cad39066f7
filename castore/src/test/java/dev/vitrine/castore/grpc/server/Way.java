package dev.vitrine.castore.grpc.server;

import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How a client speaks to a server.
 *
 * @param dialect the first part of the names of the services
 * @param unix over a socket in the file system, not TCP
 */
record Way(String dialect, boolean unix) {
    static Stream<Way> all() {
        return Stream.of(new Way("tvix", false), new Way("tvix", true), new Way("snix", false), new Way("snix", true));
    }

    /** Where a server listens for it. */
    ServerAddress address(Path directory) {
        return unix ? new ServerAddress.Unix(directory.resolve("socket")) : new ServerAddress.Tcp("127.0.0.1", 0);
    }

    /** The full name of a method of what is known of store paths. */
    String pathInfoMethod(String name) {
        return dialect + ".store.v1.PathInfoService/" + name;
    }

    /** The full name of a method of the castore. */
    String method(String serviceAndMethod) {
        return dialect + ".castore.v1." + serviceAndMethod;
    }
}
