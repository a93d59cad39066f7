package dev.vitrine.castore.grpc.server;

import dev.vitrine.castore.model.CastoreException;

/**
 * What a call is for. Runs on a thread of its own, and may wait.
 *
 * @param <Q> what the client sends
 * @param <R> what it gets
 */
@FunctionalInterface
interface Work<Q, R> {
    /**
     * Carries one call out; what it throws is the call's status, none means OK.
     *
     * @throws io.grpc.StatusRuntimeException for what is none of the store's business
     */
    void run(Exchange<Q, R> call) throws CastoreException;
}
