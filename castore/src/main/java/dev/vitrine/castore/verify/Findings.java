package dev.vitrine.castore.verify;

import dev.vitrine.castore.model.CastoreException;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands on what is wrong, one finding at a time, and moves bad bytes to quarantine if it is to. Thread-safe. */
final class Findings {
    private final Consumer<Finding> listener;
    private final Optional<Quarantine> quarantine;

    Findings(Consumer<Finding> listener, Optional<Quarantine> quarantine) {
        this.listener = listener;
        this.quarantine = quarantine;
    }

    /** A blob that is there, and bad. */
    void badBlob(Met met, String problem) throws CastoreException {
        boolean isMoved =
                quarantine.isPresent() && quarantine.get().blob(met.claim().digest());
        add(met, problem, isMoved);
    }

    /** A directory that is there, and bad. */
    void badDirectory(Met met, String problem) throws CastoreException {
        boolean isMoved =
                quarantine.isPresent() && quarantine.get().directory(met.claim().digest());
        add(met, problem, isMoved);
    }

    synchronized void add(Met met, String problem, boolean isQuarantined) {
        listener.accept(new Finding(met.place().path(), met.claim().digest(), problem, isQuarantined));
    }
}
