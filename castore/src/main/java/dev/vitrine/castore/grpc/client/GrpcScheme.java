package dev.vitrine.castore.grpc.client;

import java.util.Arrays;
import java.util.Optional;

/** How the address of a gRPC server begins. */
public enum GrpcScheme {
    HTTP("grpc+http"),
    HTTPS("grpc+https"),
    UNIX("grpc+unix");

    private final String text;

    GrpcScheme(String text) {
        this.text = text;
    }

    /** The scheme of that text, if there is one. */
    static Optional<GrpcScheme> of(String text) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.text.equals(text))
                .findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
