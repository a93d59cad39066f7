package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.CastoreException;
import java.util.Optional;

/** Where the last checkpoint of a store is kept. Thread-safe. Each method may throw {@link CastoreException.Unavailable}. */
public interface Checkpoints {
    /** Keeps none. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public Optional<Checkpoint> load() {
            return Optional.empty();
        }

        @Override
        public void save(Checkpoint checkpoint) {}

        @Override
        public void clear() {}
    };

    /** The last that was saved and not cleared. */
    Optional<Checkpoint> load() throws CastoreException;

    /** Puts this one in place of the last. */
    void save(Checkpoint checkpoint) throws CastoreException;

    /** Forgets it. */
    void clear() throws CastoreException;
}
