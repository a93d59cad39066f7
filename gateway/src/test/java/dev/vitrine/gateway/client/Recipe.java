package dev.vitrine.gateway.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The recipes and the guide of this repository, as they are but for the address of the server. */
final class Recipe {
    private static final String ADDRESS = "127.0.0.1:8080";

    private Recipe() {}

    /** A file of this repository. */
    static Path path(String name) {
        return Path.of(System.getProperty("vitrine.root"), name);
    }

    /** The text of a file of this repository, about that server. */
    static String text(String name, URI server) throws IOException {
        return at(server, Files.readString(path(name)));
    }

    /** This text about that server. */
    static String at(URI server, String text) {
        return text.replace(ADDRESS, server.getAuthority());
    }

    /** A copy of a file of this repository that is about that server. */
    static Path copy(String name, URI server, Path copy) throws IOException {
        return Files.writeString(copy, text(name, server));
    }
}
