package dev.vitrine.gateway.dav;

import dev.vitrine.castore.view.Entry;

/** What decides which properties an entry has. A symlink has the shape of what it leads to, and its target besides. */
enum Shape {
    TOP,
    DIRECTORY,
    FILE,
    LINKED_DIRECTORY,
    LINKED_FILE;

    /**
     * The shape of an entry.
     *
     * @param linked whether the last name of its path is a symlink
     */
    static Shape of(Entry entry, boolean linked) {
        return switch (entry) {
            case Entry.Top top -> TOP;
            case Entry.Directory directory -> linked ? LINKED_DIRECTORY : DIRECTORY;
            case Entry.File file -> linked ? LINKED_FILE : FILE;
            case Entry.Symlink link -> throw new IllegalStateException("a symlink is shown as what it leads to");
        };
    }

    boolean isFile() {
        return this == FILE || this == LINKED_FILE;
    }

    boolean isLinked() {
        return this == LINKED_FILE || this == LINKED_DIRECTORY;
    }
}
