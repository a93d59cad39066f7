package dev.vitrine.castore.local;

/** What an import holds from its start until its root is set: see {@link LocalStore#pin}. Thread-safe. */
public interface Pin extends AutoCloseable {
    /** Lets go. Harmless when repeated. */
    @Override
    void close();
}
