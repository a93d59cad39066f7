package dev.vitrine.castore.near;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files of one tree that are opened one after the other. When the second one is opened, the next are fetched; and at any time twice as many as
 * were opened, up to a bound, so little is fetched for who soon stops. Not thread-safe.
 */
final class FileRun {
    /** So many files are remembered, which is some 100 bytes each. */
    private static final int MOST_KNOWN = 8_192;

    /** So many are fetched that were not opened yet. */
    private static final int MOST_AHEAD = 4_096;

    /** So many are expected to be opened, fetched or not: nobody keeps exactly to the order of a tree. */
    private static final int EXPECTED = 64;

    private final Digest home;
    private final TreeOrder order;
    private final long mostBytes;

    /** What was opened or is expected, the oldest first. */
    private final LinkedHashMap<Digest, State> known = new LinkedHashMap<>();

    private final Deque<FileNode> expected = new ArrayDeque<>();
    private long opened;
    private int filesAhead;
    private long bytesAhead;

    private sealed interface State {
        /** It need not be fetched, or not yet. */
        record Expected() implements State {}

        record Fetched(long bytes) implements State {}

        record Opened() implements State {}
    }

    /** Which files need not be fetched ahead. */
    @FunctionalInterface
    interface Passing {
        boolean passes(FileNode file) throws CastoreException;
    }

    /** @param mostBytes how many bytes to fetch that were not opened yet, at most */
    FileRun(Digest home, TreeOrder order, long mostBytes) {
        this.home = home;
        this.order = order;
        this.mostBytes = mostBytes;
    }

    /** The directory in which it began. */
    Digest home() {
        return home;
    }

    /** Whether that file was opened or is expected. */
    boolean knows(Digest file) {
        return known.containsKey(file);
    }

    /** Notes that a file is opened, and says which ones to fetch. */
    List<FileNode> opened(Digest file, Passing passing) throws CastoreException {
        State before = known.put(file, new State.Opened());
        forgetOldest();
        if (before instanceof State.Opened) {
            return List.of();
        }
        if (before instanceof State.Fetched fetched) {
            forget(fetched);
        }
        opened++;
        List<FileNode> fetched = opened > 1 ? fetch(passing) : List.of();
        expect();
        return fetched;
    }

    private List<FileNode> fetch(Passing passing) throws CastoreException {
        List<FileNode> chosen = new ArrayList<>();
        long most = Math.min(2 * opened, MOST_AHEAD);
        while (filesAhead < most && bytesAhead < mostBytes) {
            expect();
            FileNode next = expected.poll();
            if (next == null) {
                break;
            }
            if (known.get(next.digest()) instanceof State.Expected && !passing.passes(next)) {
                known.put(next.digest(), new State.Fetched(next.size()));
                filesAhead++;
                bytesAhead += next.size();
                chosen.add(next);
            }
        }
        return chosen;
    }

    private void expect() throws CastoreException {
        while (expected.size() < EXPECTED) {
            Optional<FileNode> next = order.next();
            if (next.isEmpty()) {
                return;
            }
            if (known.putIfAbsent(next.get().digest(), new State.Expected()) == null) {
                expected.add(next.get());
                forgetOldest();
            }
        }
    }

    private void forgetOldest() {
        if (known.size() > MOST_KNOWN) {
            Map.Entry<Digest, State> oldest = known.pollFirstEntry();
            if (oldest.getValue() instanceof State.Fetched fetched) {
                forget(fetched);
            }
        }
    }

    private void forget(State.Fetched fetched) {
        filesAhead--;
        bytesAhead -= fetched.bytes();
    }
}
