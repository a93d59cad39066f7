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
    private final WireReader in;
    private int[] entries = new int[16];
    private int count;
    private long size;

    private DirectoryParser(byte[] bytes) {
        this.bytes = bytes;
        this.in = new WireReader(bytes);
    }

    /** Keeps the array: the caller must not. */
    static Directory parse(byte[] bytes) throws Invalid {
        return bytes.length == 0 ? Directory.empty() : new DirectoryParser(bytes).parse();
    }

    private Directory parse() throws Invalid {
        list(Wire.DIRECTORY);
        int directories = count;
        list(Wire.FILE);
        int directoriesAndFiles = count;
        list(Wire.SYMLINK);
        if (in.at() < bytes.length) {
            throw in.notCanonical("an unknown field, or a list out of order");
        }
        int[] index = merge(Arrays.copyOf(entries, count), directories, directoriesAndFiles);
        return new Directory(bytes, merge(index, directoriesAndFiles, count), size);
    }

    private void list(byte tag) throws Invalid {
        int first = count;
        while (in.isAt(tag, bytes.length)) {
            int entry = in.at();
            int length = in.length(bytes.length);
            entry(tag, in.at() + length);
            if (count > first) {
                checkOrder(entries[count - 1], entry);
            }
            add(entry);
        }
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

    private void add(int entry) {
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, 2 * count);
        }
        entries[count++] = entry;
    }

    /** What an entry refers to is looked at before its name, as the originals do. */
    private void entry(byte tag, int end) throws Invalid {
        int nameLength = in.optionalLength(Wire.NAME, end);
        int name = in.at();
        in.skip(nameLength);
        if (tag == Wire.SYMLINK) {
            target(end);
        } else {
            digest(end);
        }
        PathComponent.check(bytes, name, name + nameLength);
        long below = numbers(tag, end);
        if (in.at() != end) {
            throw in.notCanonical("an unknown field in an entry");
        }
        if (Sizes.overflow(size, below)) {
            throw Sizes.overflowAt(PathComponent.checked(bytes, name, name + nameLength));
        }
        size += 1 + below;
    }

    private void target(int end) throws Invalid {
        int length = in.optionalLength(Wire.TARGET, end);
        SymlinkTarget.check(bytes, in.at(), in.at() + length);
        in.skip(length);
    }

    private void digest(int end) throws Invalid {
        int length = in.optionalLength(Wire.DIGEST, end);
        if (length != Digest.LENGTH) {
            throw new Invalid(Violation.DIGEST_LENGTH, "a digest has 32 bytes, not " + length);
        }
        in.skip(length);
    }

    /** Reads the numbers that end an entry, and says how many nodes lie below it. */
    private long numbers(byte tag, int end) throws Invalid {
        if (tag == Wire.SYMLINK) {
            return 0;
        }
        long size = in.optionalVarint(Wire.SIZE, end);
        if (tag == Wire.DIRECTORY) {
            return size;
        }
        long executable = in.optionalVarint(Wire.EXECUTABLE, end);
        if (executable != 0 && executable != 1) {
            throw in.notCanonical("a boolean that is neither 0 nor 1");
        }
        return 0;
    }

    /** Brings the entries before {@code middle} and those from there to {@code end}, each in name order, into one order. */
    private int[] merge(int[] index, int middle, int end) throws Invalid {
        if (middle == 0 || middle == end) {
            return index;
        }
        int[] merged = index.clone();
        int left = 0;
        int right = middle;
        for (int i = 0; i < end; i++) {
            boolean takeLeft = right == end || (left < middle && isBefore(index[left], index[right]));
            merged[i] = takeLeft ? index[left++] : index[right++];
        }
        return merged;
    }

    private boolean isBefore(int left, int right) throws Invalid {
        int order = EntryBytes.compareNames(bytes, left, right);
        if (order == 0) {
            throw duplicate(right);
        }
        return order < 0;
    }

    private Invalid duplicate(int entry) {
        return Directory.duplicate(EntryBytes.name(bytes, entry));
    }
}
