package dev.vitrine.gateway.access;

/** Who asks. */
public sealed interface Principal {
    /** Someone who did not say, where that is allowed. */
    record Anonymous() implements Principal {}

    /** Someone who proved to be whom the credentials file calls so. */
    record Known(String name) implements Principal {}
}
