package dev.vitrine.castore.diff;

import dev.vitrine.castore.diff.Difference.Added;
import dev.vitrine.castore.diff.Difference.Aspect;
import dev.vitrine.castore.diff.Difference.Changed;
import dev.vitrine.castore.diff.Difference.Removed;
import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Compares two trees. Directories of one digest are equal and are not looked into, so that the time goes by what differs and by how
 * many siblings that has. Memory holds the directories on the way down to where the comparison is, however deep; no blob is read. Used
 * by one thread, once.
 */
public final class TreeDiff {
    /** A pair of directories that was entered, by the name that both have in the pair above; the first pair has none. */
    private record Step(Optional<PathComponent> name, Merge rest) {}

    private final CastoreView view;
    private final boolean expands;
    private final Visitor visitor;
    private final Deque<Step> inside = new ArrayDeque<>();

    /** What differences are shown to. */
    @FunctionalInterface
    public interface Visitor {
        void differs(Difference difference) throws IOException;
    }

    /**
     * A comparison that is still to begin.
     *
     * @param expands whether to show also all that lies below a directory which only one tree has
     */
    public TreeDiff(CastoreView view, boolean expands, Visitor visitor) {
        this.view = view;
        this.expands = expands;
        this.visitor = visitor;
    }

    /**
     * Shows each difference: names in byte order, a directory before what lies in it.
     *
     * @throws CastoreException.Corrupt if a directory is missing or broken
     * @throws IOException as the visitor throws it
     */
    public void compare(Entry before, Entry after) throws IOException {
        compare(Optional.empty(), before, after);
        while (!inside.isEmpty()) {
            Merge rest = inside.element().rest();
            if (rest.hasNext()) {
                show(rest.next());
            } else {
                inside.remove();
            }
        }
    }

    private void show(Merge.Pair pair) throws IOException {
        Optional<PathComponent> name = Optional.of(pair.name());
        if (pair.after().isEmpty()) {
            Entry gone = pair.before().orElseThrow();
            visitor.differs(new Removed(path(name), gone));
            expand(name, Optional.of(gone), Optional.empty());
        } else if (pair.before().isEmpty()) {
            visitor.differs(new Added(path(name), pair.after().get()));
            expand(name, Optional.empty(), pair.after());
        } else {
            compare(name, pair.before().get(), pair.after().get());
        }
    }

    private void compare(Optional<PathComponent> name, Entry before, Entry after) throws IOException {
        if (before instanceof Entry.Listable left && after instanceof Entry.Listable right) {
            if (!haveOneDigest(left, right)) {
                inside.push(new Step(name, new Merge(view.list(left), view.list(right))));
            }
            return;
        }
        Optional<Aspect> aspect = aspect(before, after);
        if (aspect.isPresent()) {
            visitor.differs(new Changed(path(name), aspect.get(), before, after));
            expand(name, Optional.of(before), Optional.of(after));
        }
    }

    private static boolean haveOneDigest(Entry before, Entry after) {
        return DigestAttribute.digest(before)
                .filter(digest -> DigestAttribute.digest(after).equals(Optional.of(digest)))
                .isPresent();
    }

    /** What differs between two entries that are not both directories. */
    private static Optional<Aspect> aspect(Entry before, Entry after) {
        if (before instanceof Entry.File left && after instanceof Entry.File right) {
            return left.node().digest().equals(right.node().digest())
                    ? Optional.of(Aspect.EXECUTABLE)
                            .filter(_ ->
                                    left.node().executable() != right.node().executable())
                    : Optional.of(Aspect.CONTENTS);
        }
        if (before instanceof Entry.Symlink left && after instanceof Entry.Symlink right) {
            return Optional.of(Aspect.CONTENTS).filter(_ -> !left.node().equals(right.node()));
        }
        return Optional.of(Aspect.KIND);
    }

    /** Goes into a directory that stands for nothing of its kind on the other side. */
    private void expand(Optional<PathComponent> name, Optional<Entry> before, Optional<Entry> after)
            throws CastoreException {
        Listing gone = children(before);
        Listing come = children(after);
        if (gone.count() > 0 || come.count() > 0) {
            inside.push(new Step(name, new Merge(gone, come)));
        }
    }

    private Listing children(Optional<Entry> entry) throws CastoreException {
        return expands && entry.isPresent() && entry.get() instanceof Entry.Listable directory
                ? view.list(directory)
                : Merge.NOTHING;
    }

    private CastorePath path(Optional<PathComponent> name) {
        List<PathComponent> names = new ArrayList<>();
        for (Iterator<Step> steps = inside.descendingIterator(); steps.hasNext(); ) {
            steps.next().name().ifPresent(names::add);
        }
        name.ifPresent(names::add);
        return new CastorePath(names);
    }
}
