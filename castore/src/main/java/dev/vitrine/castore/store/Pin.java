package dev.vitrine.castore.store;

/** What an import holds from its start until its root is set: see {@link Store#pin}. Thread-safe. */
public interface Pin extends AutoCloseable {
    /** Of a store where nothing can be held. */
    Pin NONE = () -> {};

    /** Lets go. Harmless when repeated. */
    @Override
    void close();
}
