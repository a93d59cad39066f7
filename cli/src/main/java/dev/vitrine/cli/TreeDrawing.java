package dev.vitrine.cli;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Draws a tree as tree(1) does, with a line at the end for what was drawn, the top itself not counted. Used by one thread, once. */
final class TreeDrawing {
    private static final String BRANCH = "├── ";
    private static final String LAST_BRANCH = "└── ";
    private static final String TRUNK = "│   ";
    private static final String AIR = "    ";

    private final CastoreView view;
    private final int depth;
    private final boolean hasDigests;
    private final Lines out;
    private final Deque<Step> inside = new ArrayDeque<>();

    /** What stands before the branches of the innermost directory. */
    private final StringBuilder indent = new StringBuilder();

    private long directories;
    private long files;
    private long symlinks;

    /** What takes each line. */
    @FunctionalInterface
    interface Lines {
        void line(String line) throws IOException;
    }

    /** A directory that was entered, with the children that are still to come. */
    private static final class Step {
        private final Listing children;
        private int next;

        private Step(Listing children) {
            this.children = children;
        }

        private boolean hasNext() {
            return next < children.count();
        }
    }

    TreeDrawing(CastoreView view, int depth, boolean hasDigests, Lines out) {
        this.view = view;
        this.depth = depth;
        this.hasDigests = hasDigests;
        this.out = out;
    }

    /** Draws what is below the entry, under a line with this title. */
    void draw(String title, Entry top) throws IOException {
        out.line(label(title, top));
        enter(top);
        while (!inside.isEmpty()) {
            Step step = inside.element();
            if (step.hasNext()) {
                child(step);
            } else {
                leave();
            }
        }
        out.line("");
        out.line(count(directories, "directory", "directories") + ", " + count(files, "file", "files") + ", "
                + count(symlinks, "symlink", "symlinks"));
    }

    private void enter(Entry entry) throws IOException {
        if (entry instanceof Entry.Listable directory && inside.size() < depth) {
            inside.push(new Step(view.list(directory)));
        }
    }

    private void leave() {
        inside.remove();
        indent.setLength(Math.max(0, indent.length() - AIR.length()));
    }

    private void child(Step parent) throws IOException {
        String name = parent.children.name(parent.next).toString();
        Entry entry = parent.children.entry(parent.next++);
        tally(entry);
        out.line(indent + (parent.hasNext() ? BRANCH : LAST_BRANCH) + label(name, entry));
        int before = inside.size();
        enter(entry);
        if (inside.size() > before) {
            indent.append(parent.hasNext() ? TRUNK : AIR);
        }
    }

    private void tally(Entry entry) {
        switch (entry) {
            case Entry.Listable _ -> directories++;
            case Entry.File _ -> files++;
            case Entry.Symlink _ -> symlinks++;
        }
    }

    private String label(String name, Entry entry) {
        String digest = hasDigests
                ? DigestAttribute.digest(entry)
                        .map(Digest::toString)
                        .map("[%s] "::formatted)
                        .orElse("")
                : "";
        String target =
                entry instanceof Entry.Symlink symlink ? " -> " + symlink.node().target() : "";
        return digest + name + target;
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
