package dev.vitrine.fusefs.node;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.Attributes;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.fusefs.kernel.Payload;
import dev.vitrine.fusefs.kernel.Wire.Attr;
import dev.vitrine.fusefs.kernel.Wire.AttrOut;
import dev.vitrine.fusefs.kernel.Wire.EntryOut;
import dev.vitrine.fusefs.kernel.Wire.Statfs;

/**
 * Attributes in the structs of the protocol. What is told of an entry holds for a year: it never changes, but for the roots, and of those
 * the kernel is made to forget.
 */
final class Answers {
    private static final long YEAR_SECONDS = 31_536_000;

    private Answers() {}

    /** An entry that was looked up. */
    static int entry(Payload answer, int at, Node node) {
        answer.clear(at, EntryOut.SIZE);
        answer.putLong(at + EntryOut.NODEID, node.id());
        answer.putLong(at + EntryOut.ENTRY_VALID, YEAR_SECONDS);
        answer.putLong(at + EntryOut.ATTR_VALID, YEAR_SECONDS);
        attributes(answer, at + EntryOut.ATTR, node.entry());
        return EntryOut.SIZE;
    }

    /** That there is nothing of that name, and never will be. */
    static int nothing(Payload answer) {
        answer.clear(0, EntryOut.SIZE);
        answer.putLong(EntryOut.ENTRY_VALID, YEAR_SECONDS);
        return EntryOut.SIZE;
    }

    /** What stat(2) says. */
    static int attributes(Payload answer, Entry entry) {
        answer.clear(0, AttrOut.SIZE);
        answer.putLong(AttrOut.ATTR_VALID, YEAR_SECONDS);
        attributes(answer, AttrOut.ATTR, entry);
        return AttrOut.SIZE;
    }

    /** Over zeroes. */
    private static void attributes(Payload answer, int at, Entry entry) {
        Attributes attributes = Attributes.of(entry);
        long time = Attributes.TIME.getEpochSecond();
        answer.putLong(at + Attr.INO, attributes.inode());
        answer.putLong(at + Attr.BYTES, attributes.size());
        answer.putLong(at + Attr.BLOCKS, attributes.blocks());
        answer.putLong(at + Attr.ATIME, time);
        answer.putLong(at + Attr.MTIME, time);
        answer.putLong(at + Attr.CTIME, time);
        answer.putInt(at + Attr.MODE, attributes.mode());
        answer.putInt(at + Attr.NLINK, attributes.links());
        answer.putInt(at + Attr.BLKSIZE, Attributes.BLOCK_SIZE);
    }

    /** One block and one file, both in use: some programs take a file system of nothing for a broken one. */
    static int statfs(Payload answer) {
        answer.clear(0, Statfs.SIZE);
        answer.putLong(Statfs.BLOCKS, 1);
        answer.putLong(Statfs.FILES, 1);
        answer.putInt(Statfs.BSIZE, Attributes.BLOCK_SIZE);
        answer.putInt(Statfs.FRSIZE, Attributes.BLOCK_SIZE);
        answer.putInt(Statfs.NAMELEN, PathComponent.MAX_LENGTH);
        return Statfs.SIZE;
    }
}
