package dev.vitrine.castore.local;

import dev.vitrine.castore.gc.Amount;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import java.util.ArrayList;
import java.util.List;

/** Something that is condemned, as the index had it at one moment. */
record Convict(Stored stored, Condemned sentence, Amount amount) {
    private static final int PIECE = 1_000;

    /** Reads the whole table of them in pieces. */
    static Pieces all(Index index) {
        return new Pieces(index, Table.CONDEMNED, PIECE);
    }

    /** The convicts of the next piece; none after the last. */
    static List<Convict> next(Pieces pieces) throws Unavailable {
        List<Convict> convicts = new ArrayList<>();
        pieces.next((transaction, key, value) -> {
            Stored stored = Stored.fromKindedKey(key);
            Amount amount = transaction
                    .get(stored.table(), stored.key(), stored::amount)
                    .orElse(Amount.NOTHING);
            convicts.add(new Convict(stored, Condemned.read(value), amount));
        });
        return convicts;
    }
}
