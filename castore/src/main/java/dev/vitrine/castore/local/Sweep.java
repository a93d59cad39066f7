package dev.vitrine.castore.local;

import dev.vitrine.castore.gc.Amount;
import dev.vitrine.castore.local.Judge.Judgement;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The second step of a collection: the {@link Judge} decides over all that is condemned. Each commit makes sure that the roots are
 * those that were marked, and looks at the pins. Not thread-safe.
 */
final class Sweep {
    /** How often in a row the roots may change while one piece is about to be removed. */
    private static final int PATIENCE = 100;

    private final Index index;
    private final BlobFiles files;
    private final FileGate gate;
    private final Failures failures;
    private final RootMarks marks;
    private final long now;
    private final Duration grace;
    private Judgement total = Judgement.NONE;

    Sweep(LocalGarbage.Parts store, RootMarks marks, long now, Duration grace) {
        this.index = store.index();
        this.files = store.files();
        this.gate = store.gate();
        this.failures = store.failures();
        this.marks = marks;
        this.now = now;
        this.grace = grace;
    }

    /** Removes what is to be removed. */
    Judgement run() throws CastoreException {
        Pieces pieces = Convict.all(index);
        for (List<Convict> some = Convict.next(pieces); !some.isEmpty(); some = Convict.next(pieces)) {
            settle(some);
        }
        return total;
    }

    /**
     * Decides, and changes nothing.
     *
     * @param fresh what would be condemned before
     */
    Judgement look(List<Pins.Holder> pins, Amount fresh) throws Unavailable {
        Judge judge = new Judge(marks, pins, now, grace);
        Pieces pieces = Convict.all(index);
        for (List<Convict> some = Convict.next(pieces); !some.isEmpty(); some = Convict.next(pieces)) {
            some.forEach(judge::count);
        }
        boolean isSwept = grace.isZero() && pins.isEmpty();
        Judgement ofFresh = isSwept
                ? new Judgement(Amount.NOTHING, Amount.NOTHING, fresh, List.of())
                : new Judgement(Amount.NOTHING, fresh, Amount.NOTHING, List.of());
        return judge.judgement().plus(ofFresh);
    }

    private void settle(List<Convict> convicts) throws CastoreException {
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            Optional<Judgement> judgement = settleOnce(convicts);
            if (judgement.isPresent()) {
                total = total.plus(judgement.get());
                return;
            }
            marks.refresh();
        }
        throw Unavailable.deadlineExceeded("roots change faster than they can be marked", new TimeoutException());
    }

    /** Empty if nothing was done, because the roots are no longer those that were marked. */
    private Optional<Judgement> settleOnce(List<Convict> convicts) throws Unavailable {
        Judge alone = new Judge(marks, List.of(), now, grace);
        if (alone.lets(convicts)) {
            convicts.forEach(alone::count);
            return Optional.of(alone.judgement());
        }
        try (FileGate.Hold _ = gate.toRemove()) {
            Optional<Judgement> judgement = index.write(transaction -> settle(transaction, convicts));
            if (judgement.isPresent()) {
                remove(judgement.get().files());
            }
            return judgement;
        }
    }

    private Optional<Judgement> settle(WriteTransaction transaction, List<Convict> convicts) {
        if (!marks.areCurrent(transaction)) {
            return Optional.empty();
        }
        Judge judge = new Judge(marks, Pins.holders(transaction), now, grace);
        convicts.forEach(convict -> judge.settle(transaction, convict));
        return Optional.of(judge.judgement());
    }

    /** The index has forgotten them; a file that stays all the same is an orphan, which the next collection removes. */
    private void remove(List<Digest> blobs) throws Unavailable {
        try {
            for (Digest blob : blobs) {
                files.remove(blob);
            }
        } catch (IOException e) {
            throw failures.io("remove a blob file of", e);
        }
    }
}
