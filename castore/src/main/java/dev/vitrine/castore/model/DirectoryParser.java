package dev.vitrine.castore.model;

import dev.vitrine.castore.model.CastoreException.Invalid;
import java.util.Arrays;

/**
 * Checks that bytes are the canonical encoding of a directory, in one pass and without making objects, and indexes its entries. It
 * accepts exactly what an encoder would write: so accepted bytes are equal to their own re-encoding, and a digest over them is a
 * digest over the directory.
 */
final class DirectoryParser {
    private final byte[] bytes;
    private int at;
    private int[] entries = new int[16];
    private int count;
    private long size;

    private DirectoryParser(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Keeps the array: the caller must not. */
    static Directory parse(byte[] bytes) throws Invalid {
        return bytes.length == 0 ? Directory.empty() : new DirectoryParser(bytes).parse();
    }

    private Directory parse() throws Invalid {
        int files = list(Wire.DIRECTORY);
        int symlinks = files + list(Wire.FILE);
        list(Wire.SYMLINK);
        if (at < bytes.length) {
            throw notCanonical(at, "an unknown field, or a list out of order");
        }
        return new Directory(bytes, merge(files, symlinks), size);
    }

    /** Reads the entries of one list and says how many there were. */
    private int list(byte tag) throws Invalid {
        int first = count;
        while (at < bytes.length && bytes[at] == tag) {
            int entry = at++;
            int length = length(bytes.length);
            entry(tag, at + length);
            add(entry, first);
        }
        return count - first;
    }

    private void add(int entry, int first) throws Invalid {
        if (count > first) {
            checkOrder(entries[count - 1], entry);
        }
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, 2 * count);
        }
        entries[count++] = entry;
    }

    private void checkOrder(int previous, int entry) throws Invalid {
        int order = EntryBytes.compareNames(bytes, previous, entry);
        if (order == 0) {
            throw duplicate(entry);
        }
        if (order > 0) {
            String name = EntryBytes.name(bytes, entry).toString();
            throw new Invalid(Violation.WRONG_SORTING, "the name '" + name + "' is not in its place in its list");
        }
    }

    private Invalid duplicate(int entry) {
        String name = EntryBytes.name(bytes, entry).toString();
        return new Invalid(Violation.DUPLICATE_NAME, "the name '" + name + "' stands twice in a directory");
    }

    private void entry(byte tag, int end) throws Invalid {
        int nameLength = optionalLength(Wire.NAME, end);
        int name = at;
        at += nameLength;
        if (tag == Wire.SYMLINK) {
            target(end);
        } else {
            digest(end);
        }
        PathComponent.check(bytes, name, name + nameLength);
        long childSize = tag == Wire.SYMLINK ? 0 : optionalVarint(Wire.SIZE, end);
        if (tag == Wire.FILE && optionalVarint(Wire.EXECUTABLE, end) > 1) {
            throw notCanonical(at, "a boolean that is neither 0 nor 1");
        }
        if (at != end) {
            throw notCanonical(at, "an unknown field in an entry");
        }
        PathComponent checked = PathComponent.checked(bytes, name, name + nameLength);
        size = Sizes.plusEntry(size, tag == Wire.DIRECTORY ? childSize : 0, checked);
    }

    private void target(int end) throws Invalid {
        int length = optionalLength(Wire.TARGET, end);
        SymlinkTarget.check(bytes, at, at + length);
        at += length;
    }

    private void digest(int end) throws Invalid {
        int length = optionalLength(Wire.DIGEST, end);
        if (length != Digest.LENGTH) {
            throw new Invalid(Violation.DIGEST_LENGTH, "a digest has 32 bytes, not " + length);
        }
        at += length;
    }

    /** The length of a bytes field that a canonical encoding leaves out when it is empty. */
    private int optionalLength(byte tag, int end) throws Invalid {
        if (at >= end || bytes[at] != tag) {
            return 0;
        }
        at++;
        int length = length(end);
        if (length == 0) {
            throw notCanonical(at, "an empty field that should have been left out");
        }
        return length;
    }

    /** The value of a number field that a canonical encoding leaves out when it is zero. */
    private long optionalVarint(byte tag, int end) throws Invalid {
        if (at >= end || bytes[at] != tag) {
            return 0;
        }
        at++;
        long value = varint(end);
        if (value == 0) {
            throw notCanonical(at, "a zero that should have been left out");
        }
        return value;
    }

    /** A length that fits between here and the limit. */
    private int length(int limit) throws Invalid {
        long length = varint(limit);
        if (length < 0 || length > limit - at) {
            throw notCanonical(at, "a length past the end");
        }
        return (int) length;
    }

    /** A varint in its shortest form. */
    private long varint(int limit) throws Invalid {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= limit) {
                throw notCanonical(at, "a number that is cut off");
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                checkShortest(b, shift);
                return value;
            }
        }
        throw notCanonical(at, "a number of more than 64 bits");
    }

    private void checkShortest(byte last, int shift) throws Invalid {
        if ((last == 0 && shift > 0) || (shift == 63 && last > 1)) {
            throw notCanonical(at, "a number that is not in its shortest form");
        }
    }

    /** One index in name order out of the three lists, each of which is in order. */
    private int[] merge(int files, int symlinks) throws Invalid {
        return mergeRuns(mergeRuns(Arrays.copyOf(entries, count), files, symlinks), symlinks, count);
    }

    /** Merges the entries before {@code middle} with those from there to {@code to}. */
    private int[] mergeRuns(int[] in, int middle, int to) throws Invalid {
        int[] out = in.clone();
        int left = 0;
        int right = middle;
        for (int i = 0; i < to; i++) {
            if (right >= to || (left < middle && isBefore(in[left], in[right]))) {
                out[i] = in[left++];
            } else {
                out[i] = in[right++];
            }
        }
        return out;
    }

    private boolean isBefore(int left, int right) throws Invalid {
        int order = EntryBytes.compareNames(bytes, left, right);
        if (order == 0) {
            throw duplicate(right);
        }
        return order < 0;
    }

    private static Invalid notCanonical(int at, String what) {
        return new Invalid(Violation.NOT_CANONICAL, "not a canonical directory: " + what + " at byte " + at);
    }
}
