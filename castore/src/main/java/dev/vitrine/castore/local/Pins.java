package dev.vitrine.castore.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.store.Pin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that may rely on things that no root reaches yet. Each has one record at most, under the name of its scratch
 * directory: the number of the last commit that had condemned anything when its oldest pin began. What was condemned until then
 * the process takes for absent; what was condemned later it may rely on, and that stays as long as the pin does. A pin ends with
 * its process. Thread-safe.
 */
final class Pins {
    private static final Logger log = LoggerFactory.getLogger(Pins.class);

    private final Index index;
    private final Scratch scratch;
    /** How many are held in this process; guarded by this. */
    private int held;

    Pins(Index index, Scratch scratch) {
        this.index = index;
        this.scratch = scratch;
    }

    /** Begins one. */
    Pin pin() throws Unavailable {
        begin();
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                end();
            }
        };
    }

    private synchronized void begin() throws Unavailable {
        if (held == 0) {
            index.write(transaction -> {
                long number = Condemned.lastNumber(transaction);
                transaction.put(Table.PINS, key(scratch.name()), Long.BYTES, value -> value.putLong(number));
                return true;
            });
        }
        held++;
    }

    private synchronized void end() {
        held--;
        if (held == 0) {
            remove(scratch.name());
        }
    }

    /** A record that stays keeps garbage alive, and nothing worse, until its process ends. */
    private void remove(String process) {
        try {
            index.write(transaction -> transaction.delete(Table.PINS, key(process)));
        } catch (Unavailable e) {
            log.debug("the pin of process {} is left to the next collection", process, e);
        }
    }

    /** A process that holds a pin, and its number. */
    record Holder(String process, long number) {}

    /** Those whose process lives. */
    List<Holder> alive() throws Unavailable {
        List<Holder> alive = new ArrayList<>();
        for (Holder holder : index.read(Pins::holders)) {
            if (isAlive(holder.process())) {
                alive.add(holder);
            }
        }
        return alive;
    }

    /** Removes the pins of processes that have ended. */
    void removeDead() throws Unavailable {
        for (Holder holder : index.read(Pins::holders)) {
            if (!isAlive(holder.process())) {
                remove(holder.process());
            }
        }
    }

    private boolean isAlive(String process) throws Unavailable {
        try {
            return scratch.isAlive(process);
        } catch (IOException e) {
            throw Unavailable.because("cannot tell whether an import is still under way: " + e.getMessage(), e);
        }
    }

    static List<Holder> holders(ReadTransaction transaction) {
        List<Holder> holders = new ArrayList<>();
        transaction.forEach(Table.PINS, (key, value) -> {
            String process = new String(ReadTransaction.bytes(key), US_ASCII);
            holders.add(new Holder(process, value.getLong()));
        });
        return holders;
    }

    /** Whether none of them may rely on what was condemned so. */
    static boolean release(List<Holder> holders, Condemned sentence) {
        return holders.stream().allMatch(holder -> holder.number() >= sentence.number());
    }

    private static byte[] key(String process) {
        return process.getBytes(US_ASCII);
    }
}
