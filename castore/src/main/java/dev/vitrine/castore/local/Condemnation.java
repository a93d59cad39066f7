package dev.vitrine.castore.local;

import dev.vitrine.castore.gc.Amount;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import java.util.ArrayList;
import java.util.List;

/** The first step of a collection: what no root reaches, and is not condemned yet, is condemned. Not thread-safe. */
final class Condemnation {
    private static final int PIECE = 10_000;

    private final Index index;
    private final RootMarks marks;
    private Amount found = Amount.NOTHING;

    Condemnation(Index index, RootMarks marks) {
        this.index = index;
        this.marks = marks;
    }

    /**
     * Condemns, and says how much.
     *
     * @param now in milliseconds since the epoch
     */
    Amount run(long now) throws Unavailable {
        for (Stored.Kind kind : Stored.Kind.values()) {
            Pieces pieces = new Pieces(index, kind.table(), PIECE);
            List<Stored> unreached = new ArrayList<>();
            while (next(pieces, kind, unreached)) {
                condemn(unreached, now);
                unreached.clear();
            }
        }
        return found;
    }

    /** Finds what would be condemned, and says how much. */
    Amount look() throws Unavailable {
        for (Stored.Kind kind : Stored.Kind.values()) {
            Pieces pieces = new Pieces(index, kind.table(), PIECE);
            boolean more = true;
            while (more) {
                more = next(pieces, kind, new ArrayList<>());
            }
        }
        return found;
    }

    private boolean next(Pieces pieces, Stored.Kind kind, List<Stored> unreached) throws Unavailable {
        return pieces.next((transaction, key, value) -> {
            Stored stored = new Stored(kind, Digest.from(key));
            if (!marks.have(stored) && Condemned.spares(transaction, stored)) {
                unreached.add(stored);
                found = found.plus(stored.amount(value));
            }
        });
    }

    private void condemn(List<Stored> unreached, long now) throws Unavailable {
        if (!unreached.isEmpty()) {
            List<Stored> all = List.copyOf(unreached);
            index.write(transaction -> {
                condemn(transaction, all, now);
                return true;
            });
        }
    }

    /** What a writer has pardoned or another removed meanwhile is left alone. */
    private static void condemn(WriteTransaction transaction, List<Stored> all, long now) {
        Condemned sentence = new Condemned(Condemned.nextNumber(transaction), now);
        for (Stored stored : all) {
            if (Condemned.spares(transaction, stored)) {
                sentence.enter(transaction, stored);
            }
        }
    }
}
