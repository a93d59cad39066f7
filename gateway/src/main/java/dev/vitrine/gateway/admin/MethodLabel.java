package dev.vitrine.gateway.admin;

import org.jspecify.annotations.Nullable;

/** The methods that are counted apart. A client may send any other, so all others are one. */
enum MethodLabel {
    GET("GET"),
    HEAD("HEAD"),
    OPTIONS("OPTIONS"),
    PROPFIND("PROPFIND"),
    OTHER("other");

    private final String text;

    MethodLabel(String text) {
        this.text = text;
    }

    static MethodLabel of(@Nullable String method) {
        return switch (method) {
            case "GET" -> GET;
            case "HEAD" -> HEAD;
            case "OPTIONS" -> OPTIONS;
            case "PROPFIND" -> PROPFIND;
            case null, default -> OTHER;
        };
    }

    String text() {
        return text;
    }
}
