package dev.vitrine.castore.usage;

import dev.vitrine.castore.model.CastoreException;
import dev.vitrine.castore.model.CastorePath;
import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.FileNode;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds up trees, one after the other. A blob counts as distinct where it is met first, in whichever of them; a directory that was added
 * up before is not walked again, unless what lies in it is to be shown. No blob is read. Takes some 100 bytes of memory per distinct
 * blob and directory. Used by one thread.
 */
public final class UsageWalk {
    private final CastoreView view;
    private final int depth;
    private final Visitor visitor;
    private final Set<Digest> blobs = new HashSet<>();
    private final Map<Digest, Usage> directories = new HashMap<>();
    private final Deque<Step> inside = new ArrayDeque<>();

    /** What is shown each directory, after those in it. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One directory is added up.
         *
         * @param below the names from the tree that is measured down to the directory; none for the tree itself
         */
        void measured(CastorePath below, Usage usage) throws IOException;
    }

    /**
     * A walk that has met nothing yet.
     *
     * @param depth how many levels below a tree are shown, 0 or more
     */
    public UsageWalk(CastoreView view, int depth, Visitor visitor) {
        this.view = view;
        this.depth = depth;
        this.visitor = visitor;
    }

    /**
     * Shows the directories of a tree, or the one thing that is no directory, and says what all of it takes.
     *
     * @throws CastoreException.Corrupt if a directory is missing or broken
     * @throws IOException as the visitor throws it
     */
    public Usage measure(Entry tree) throws IOException {
        if (!(tree instanceof Entry.Directory top)) {
            Usage usage = leaf(tree);
            visitor.measured(CastorePath.TOP, usage);
            return usage;
        }
        inside.push(new Step(List.of(), top, view.list(top)));
        while (true) {
            Step step = inside.element();
            if (step.hasNext()) {
                child(step);
            } else if (leave(step)) {
                return step.sum;
            }
        }
    }

    private void child(Step parent) throws CastoreException {
        PathComponent name = parent.children.name(parent.next);
        Entry entry = parent.children.entry(parent.next++);
        if (!(entry instanceof Entry.Directory directory)) {
            parent.add(leaf(entry));
            return;
        }
        Usage known = directories.get(directory.node().digest());
        if (known != null && inside.size() > depth) {
            parent.add(known.again());
        } else {
            inside.push(new Step(List.of(name), directory, view.list(directory)));
        }
    }

    /** What is no directory: its bytes, and nothing below. */
    private Usage leaf(Entry entry) {
        if (!(entry instanceof Entry.File file)) {
            return Usage.NOTHING;
        }
        FileNode node = file.node();
        long size = node.size() < 0 ? Long.MAX_VALUE : node.size();
        return new Usage(size, blobs.add(node.digest()) ? size : 0, 0);
    }

    /** Ends the innermost directory, and says whether it was the tree itself. */
    private boolean leave(Step step) throws IOException {
        if (inside.size() <= depth + 1L) {
            visitor.measured(below(), step.sum);
        }
        inside.remove();
        directories.put(step.directory.node().digest(), step.sum);
        if (!inside.isEmpty()) {
            inside.element().add(step.sum);
        }
        return inside.isEmpty();
    }

    private CastorePath below() {
        List<PathComponent> names = new ArrayList<>();
        for (Iterator<Step> steps = inside.descendingIterator(); steps.hasNext(); ) {
            names.addAll(steps.next().name);
        }
        return new CastorePath(names);
    }

    /** A directory that was entered, and what of it is added up so far. The name is that in the one above, if there is one. */
    private static final class Step {
        private final List<PathComponent> name;
        private final Entry.Directory directory;
        private final Listing children;
        private int next;
        private Usage sum = Usage.NOTHING;

        private Step(List<PathComponent> name, Entry.Directory directory, Listing children) {
            this.name = name;
            this.directory = directory;
            this.children = children;
        }

        private boolean hasNext() {
            return next < children.count();
        }

        private void add(Usage child) {
            sum = sum.plus(child.asChild());
        }
    }
}
