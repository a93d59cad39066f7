package dev.vitrine.castore.local;

import dev.vitrine.castore.gc.Amount;
import dev.vitrine.castore.model.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides over convicts: what a root reaches is pardoned; of the rest, what is due and what no pin protects is removed. For one thread.
 */
final class Judge {
    private final RootMarks marks;
    private final List<Pins.Holder> pins;
    private final long now;
    private final Duration grace;
    private final List<Digest> files = new ArrayList<>();
    private Amount pardoned = Amount.NOTHING;
    private Amount waiting = Amount.NOTHING;
    private Amount swept = Amount.NOTHING;

    Judge(RootMarks marks, List<Pins.Holder> pins, long now, Duration grace) {
        this.marks = marks;
        this.pins = pins;
        this.now = now;
        this.grace = grace;
    }

    private enum Fate {
        PARDONED,
        WAITING,
        SWEPT
    }

    /** Carries out what is decided. A sentence that was taken back or replaced meanwhile is none. */
    void settle(WriteTransaction transaction, Convict convict) {
        Stored stored = convict.stored();
        if (!Condemned.find(transaction, stored).equals(Optional.of(convict.sentence()))) {
            return;
        }
        switch (decide(convict)) {
            case PARDONED -> Condemned.pardon(transaction, stored);
            case SWEPT -> {
                if (stored.isFile(transaction)) {
                    files.add(stored.digest());
                }
                stored.remove(transaction);
            }
            case WAITING -> {}
        }
    }

    /** Decides, and counts only. */
    void count(Convict convict) {
        decide(convict);
    }

    private Fate decide(Convict convict) {
        Fate fate = fate(convict);
        switch (fate) {
            case PARDONED -> pardoned = pardoned.plus(convict.amount());
            case WAITING -> waiting = waiting.plus(convict.amount());
            case SWEPT -> swept = swept.plus(convict.amount());
        }
        return fate;
    }

    /** Whether all of them just wait, so that there is nothing to carry out. */
    boolean lets(List<Convict> convicts) {
        return convicts.stream().allMatch(convict -> fate(convict) == Fate.WAITING);
    }

    private Fate fate(Convict convict) {
        if (marks.have(convict.stored())) {
            return Fate.PARDONED;
        }
        boolean isOver = convict.sentence().isDue(now, grace) && Pins.release(pins, convict.sentence());
        return isOver ? Fate.SWEPT : Fate.WAITING;
    }

    /** What this has decided so far. */
    Judgement judgement() {
        return new Judgement(pardoned, waiting, swept, List.copyOf(files));
    }

    /**
     * What became of some convicts.
     *
     * @param files the blobs among {@code swept} whose files are still there
     */
    record Judgement(Amount pardoned, Amount waiting, Amount swept, List<Digest> files) {
        static final Judgement NONE = new Judgement(Amount.NOTHING, Amount.NOTHING, Amount.NOTHING, List.of());

        /** Both together, without the files. */
        Judgement plus(Judgement more) {
            return new Judgement(
                    pardoned.plus(more.pardoned), waiting.plus(more.waiting), swept.plus(more.swept), List.of());
        }
    }
}
