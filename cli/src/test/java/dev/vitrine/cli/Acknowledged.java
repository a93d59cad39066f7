package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The roots that a store must have, by what was acknowledged: names, and digests as they are printed. One change at a time may be under
 * way: if it is never acknowledged, the store is as it was before or as it is after that change. Not thread-safe.
 */
final class Acknowledged {
    private SortedMap<String, String> before = new TreeMap<>();
    private SortedMap<String, String> after = before;

    /** A root is about to be set. */
    void begins(String name, String digest) {
        after = new TreeMap<>(before);
        after.put(name, digest);
    }

    /** A root is about to be removed. */
    void begins(String removed) {
        after = new TreeMap<>(before);
        after.remove(removed);
    }

    /** The change that has begun was acknowledged. */
    void done() {
        before = after;
    }

    /** One of the roots; empty if there is none. */
    Optional<String> any(Random random) {
        List<String> names = List.copyOf(before.keySet());
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(random.nextInt(names.size())));
    }

    /** Whether these lines of {@code vitrine roots} are what there must be. */
    boolean isWhatIs(List<String> lines) {
        return List.of(before, after).contains(parse(lines));
    }

    /** Checks these lines of {@code vitrine roots}; by what they say, the change that had begun was made or not. */
    void check(List<String> lines) {
        SortedMap<String, String> roots = parse(lines);
        assertThat(roots).isIn(before, after);
        before = roots;
        after = roots;
    }

    private static SortedMap<String, String> parse(List<String> lines) {
        SortedMap<String, String> roots = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split("\t", 2);
            roots.put(words[0], words[1]);
        }
        return roots;
    }

    @Override
    public String toString() {
        return before.equals(after) ? before.toString() : before + " or " + after;
    }
}
