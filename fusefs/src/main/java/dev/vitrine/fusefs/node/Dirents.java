package dev.vitrine.fusefs.node;

import dev.vitrine.castore.view.Attributes;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.kernel.Payload;
import dev.vitrine.fusefs.kernel.Wire.Dirent;
import dev.vitrine.fusefs.kernel.Wire.EntryOut;

/** Directory entries, one after another in an answer, with or without what a look-up of each would say. For one answer. */
final class Dirents {
    private static final int TYPE_SHIFT = 12;

    private final Payload answer;
    private final int room;
    private final boolean plus;
    private int length;

    /**
     * @param room how many bytes the kernel takes
     * @param plus whether each entry comes with its attributes
     */
    Dirents(Payload answer, int room, boolean plus) {
        this.answer = answer;
        this.room = Math.min(room, answer.capacity());
        this.plus = plus;
    }

    /** Whether each entry comes with its attributes. */
    boolean plus() {
        return plus;
    }

    /** How many bytes there are so far. */
    int length() {
        return length;
    }

    /** Whether there is room for an entry of that name. */
    boolean hasRoom(byte[] name) {
        return length + size(name) <= room;
    }

    private int size(byte[] name) {
        int end = (plus ? EntryOut.SIZE : 0) + Dirent.SIZE + name.length;
        return (end + Dirent.ALIGNMENT - 1) & -Dirent.ALIGNMENT;
    }

    /** Adds an entry of which the kernel is not told more than this; there must be room. */
    void add(byte[] name, Entry entry, long inode, long next) {
        if (plus) {
            answer.clear(length, EntryOut.SIZE);
        }
        write(name, entry, inode, next);
    }

    /** Adds an entry with all that a look-up says; there must be room. */
    void add(byte[] name, Node node, long next) {
        Answers.entry(answer, length, node);
        write(name, node.entry(), node.entry().inode(), next);
    }

    private void write(byte[] name, Entry entry, long inode, long next) {
        int at = length + (plus ? EntryOut.SIZE : 0);
        int size = size(name);
        // What is between the name and the next entry is not to show what was there before.
        answer.putLong(length + size - Dirent.ALIGNMENT, 0);
        answer.putLong(at + Dirent.INO, inode);
        answer.putLong(at + Dirent.OFF, next);
        answer.putInt(at + Dirent.NAMELEN, name.length);
        answer.putInt(at + Dirent.TYPE, Attributes.of(entry).mode() >>> TYPE_SHIFT);
        answer.put(at + Dirent.SIZE, name);
        length += size;
    }

    /** Takes back what the kernel was to be told of nodes in an answer that did not reach it. */
    static void undo(Payload answer, int length, Nodes nodes) {
        int at = 0;
        while (at < length) {
            long node = answer.getLong(at + EntryOut.NODEID);
            if (node != 0) {
                nodes.forget(node, 1);
            }
            int end = EntryOut.SIZE + Dirent.SIZE + answer.getInt(at + EntryOut.SIZE + Dirent.NAMELEN);
            at += (end + Dirent.ALIGNMENT - 1) & -Dirent.ALIGNMENT;
        }
    }
}
