package dev.vitrine.castore.local;

import dev.vitrine.castore.gc.Amount;
import dev.vitrine.castore.model.CastoreException.Unavailable;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.Directory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A local store as the cache of another one: it holds parts of closures, knows when each was last used, and can be made smaller.
 * Thread-safe.
 */
public final class LocalCache {
    private static final int PIECE = 10_000;

    /** Digests are spread evenly, so that what follows on random places in their order is a fair sample. */
    private static final int PLACES = 8;

    private static final int FROM_EACH = 8;

    /** Of each sample the oldest of so many goes. */
    private static final int ONE_OF = 4;

    /** How many samples in a row may hold nothing to evict. */
    private static final int PATIENCE = 32;

    private final Index index;
    private final BlobFiles files;
    private final FileGate gate;
    private final Scratch scratch;
    private final Failures failures;
    private final InstantSource clock;

    LocalCache(LocalGarbage.Parts store, Scratch scratch, InstantSource clock) {
        this.index = store.index();
        this.files = store.files();
        this.gate = store.gate();
        this.failures = store.failures();
        this.scratch = scratch;
        this.clock = clock;
    }

    /** Something that may be evicted. */
    private record Candidate(Stored stored, long used) {}

    /**
     * Enters directories in whatever order, also when those that they refer to are not here. Each must have been compared with its
     * digest; one that was here before is replaced.
     */
    public void keep(Map<Digest, Directory> directories) throws Unavailable {
        index.write(transaction -> {
            directories.forEach((digest, directory) -> {
                Stored stored = Stored.directory(digest);
                ByteBuffer encoding = directory.encoding();
                transaction.put(Table.DIRECTORIES, stored.key(), encoding.remaining(), value -> value.put(encoding));
                Condemned.pardon(transaction, stored);
            });
            return true;
        });
    }

    /** Notes that these were used just now. What was never used is never evicted. */
    public void use(Collection<Digest> blobs, Collection<Digest> directories) throws Unavailable {
        long now = clock.millis();
        index.write(transaction -> {
            Stream.concat(blobs.stream().map(Stored::blob), directories.stream().map(Stored::directory))
                    .forEach(stored ->
                            transaction.put(Table.USES, stored.kindedKey(), Long.BYTES, value -> value.putLong(now)));
            return true;
        });
    }

    /** How much is here, counted one by one. */
    public Amount amount() throws Unavailable {
        Amount[] sum = {Amount.NOTHING};
        for (Stored.Kind kind : Stored.Kind.values()) {
            Pieces pieces = new Pieces(index, kind.table(), PIECE);
            while (pieces.next((_, _, value) -> sum[0] = sum[0].plus(kind.amount(value)))) {}
        }
        return sum[0];
    }

    /** How many bytes the file system has left for this process; 0 if it does not say. */
    public long usableBytes() {
        return files.directory().toFile().getUsableSpace();
    }

    /** A name for a new file beside the store, not used before. What is left there goes with the process. */
    public Path newFile() {
        return scratch.newFile();
    }

    /**
     * Removes what was not used for longest, about: the oldest of random samples, until so many bytes are gone or nothing is left that
     * may go. Blobs that are open stay readable all the same. What lies in the index leaves room for more of that kind, since the index never
     * shrinks; files give theirs back.
     *
     * @param isSpared the blobs and directories that are to stay
     */
    public Amount evict(long bytes, Predicate<Digest> isSpared) throws Unavailable {
        Amount evicted = Amount.NOTHING;
        int patience = PATIENCE;
        while (evicted.bytes() < bytes && patience > 0) {
            Amount some = remove(oldest(isSpared));
            evicted = evicted.plus(some);
            patience = some.equals(Amount.NOTHING) ? patience - 1 : PATIENCE;
        }
        return evicted;
    }

    /** Removes a blob that was found to be damaged, so that it can be fetched again. */
    public void forget(Digest blob) throws Unavailable {
        remove(List.of(Stored.blob(blob)));
    }

    private List<Stored> oldest(Predicate<Digest> isSpared) throws Unavailable {
        List<Candidate> sample = index.read(LocalCache::sample);
        List<Stored> found = sample.stream()
                .filter(candidate -> !isSpared.test(candidate.stored().digest()))
                .sorted(Comparator.comparingLong(Candidate::used))
                .map(Candidate::stored)
                .distinct()
                .toList();
        return found.subList(0, (found.size() + ONE_OF - 1) / ONE_OF);
    }

    private static List<Candidate> sample(ReadTransaction transaction) {
        List<Candidate> sample = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            int end = sample.size() + FROM_EACH;
            transaction.forEachFrom(Table.USES, randomKey(), (key, value) -> {
                sample.add(new Candidate(Stored.fromKindedKey(key.duplicate()), value.getLong(value.position())));
                return sample.size() < end;
            });
        }
        return sample;
    }

    private static byte[] randomKey() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Digest place = new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        return (random.nextBoolean() ? Stored.blob(place) : Stored.directory(place)).kindedKey();
    }

    private Amount remove(List<Stored> some) throws Unavailable {
        if (some.isEmpty()) {
            return Amount.NOTHING;
        }
        try (FileGate.Hold _ = gate.toRemove()) {
            List<Stored> inFiles = new ArrayList<>();
            Amount removed = index.write(transaction -> {
                inFiles.clear();
                return remove(transaction, some, inFiles);
            });
            for (Stored blob : inFiles) {
                files.remove(blob.digest());
            }
            return removed;
        } catch (Unavailable e) {
            throw e;
        } catch (IOException e) {
            throw failures.io("remove a blob file of", e);
        }
    }

    private static Amount remove(WriteTransaction transaction, List<Stored> some, List<Stored> inFiles) {
        Amount removed = Amount.NOTHING;
        for (Stored stored : some) {
            if (stored.isFile(transaction)) {
                inFiles.add(stored);
            }
            removed = removed.plus(transaction
                    .get(stored.table(), stored.key(), stored::amount)
                    .orElse(Amount.NOTHING));
            stored.remove(transaction);
            transaction.delete(Table.USES, stored.kindedKey());
        }
        return removed;
    }
}
