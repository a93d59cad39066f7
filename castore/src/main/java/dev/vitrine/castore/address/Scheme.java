package dev.vitrine.castore.address;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Optional;

/** How the address of a store begins. */
enum Scheme {
    MEMORY("memory"),
    CACHE("cache"),
    HTTP("grpc+http"),
    HTTPS("grpc+https"),
    UNIX("grpc+unix");

    private final String text;

    Scheme(String text) {
        this.text = text;
    }

    /** The scheme of that text, if there is one. */
    static Optional<Scheme> of(String text) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.text.equals(text))
                .findFirst();
    }

    /** All of them, for a sentence. */
    static String all() {
        return Arrays.stream(values()).map(Scheme::toString).collect(joining(", "));
    }

    @Override
    public String toString() {
        return text;
    }
}
