package dev.vitrine.gateway.admin;

import java.io.IOException;

/**
 * Something that must work before anything is served.
 *
 * @param name one word, for people and labels
 * @param check may take any time, and is given up on
 */
public record Probe(String name, Check check) {
    /** Whether it works. */
    @FunctionalInterface
    public interface Check {
        /**
         * Returns if it does.
         *
         * @throws IOException with a sentence, if it does not
         */
        void run() throws IOException;
    }
}
