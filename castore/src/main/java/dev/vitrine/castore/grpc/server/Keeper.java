package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.model.CastoreException;

/** What keeps things that no root reaches yet from being collected as garbage, where the store has such a thing. Thread-safe. */
@FunctionalInterface
public interface Keeper {
    /** For stores that collect nothing. */
    Keeper NOTHING_TO_DO = () -> () -> {};

    /** Keeps what is written from now on until that is closed. */
    Kept keep() throws CastoreException;

    /** Ends the keeping when it is closed. */
    @FunctionalInterface
    interface Kept extends AutoCloseable {
        @Override
        void close();
    }
}
