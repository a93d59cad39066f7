package dev.vitrine.castore.model;

import dev.vitrine.castore.model.CastoreException.Invalid;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A sorted map from names to nodes, kept as its canonical protobuf encoding and an index of four bytes per entry; nodes are made on
 * demand. Entries are numbered 0..{@link #count()}-1 in the byte order of their names, whatever their kind. Immutable.
 */
public final class Directory {
    private static final Directory EMPTY = new Directory(new byte[0], new int[0], 0);

    private final byte[] encoding;
    private final int[] entries;
    private final long size;

    Directory(byte[] encoding, int[] entries, long size) {
        this.encoding = encoding;
        this.entries = entries;
        this.size = size;
    }

    /** The directory without entries. Its digest is {@link Digest#EMPTY}. */
    public static Directory empty() {
        return EMPTY;
    }

    /**
     * Reads a canonical encoding, which is copied. {@link Invalid} names the rule that it breaks; what passes encodes to the same
     * bytes again.
     */
    public static Directory parse(byte[] encoding) throws Invalid {
        return DirectoryParser.parse(encoding.clone());
    }

    /** Reads what remains in the buffer, like {@link #parse(byte[])}. */
    public static Directory parse(ByteBuffer encoding) throws Invalid {
        byte[] copy = new byte[encoding.remaining()];
        encoding.duplicate().get(copy);
        return DirectoryParser.parse(copy);
    }

    /** A builder without entries. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many entries there are. */
    public int count() {
        return entries.length;
    }

    /** How many nodes lie below: one per entry, and what each directory node says lies below it. Unsigned. */
    public long size() {
        return size;
    }

    /** The name of an entry. */
    public PathComponent name(int entry) {
        return EntryBytes.name(encoding, entries[entry]);
    }

    /** The node of an entry. */
    public Node node(int entry) {
        return EntryBytes.node(encoding, entries[entry]);
    }

    /** The node of that name, by binary search. */
    public Optional<Node> get(PathComponent name) {
        int entry = find(name);
        return entry < 0 ? Optional.empty() : Optional.of(node(entry));
    }

    /** The entry of that name; if there is none, {@code -(insertion point) - 1}, as {@link Arrays#binarySearch} has it. */
    public int find(PathComponent name) {
        int low = 0;
        int high = entries.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = EntryBytes.compareName(name, encoding, entries[middle]);
            if (order == 0) {
                return middle;
            }
            if (order > 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** The canonical encoding, read-only and not copied. */
    public ByteBuffer encoding() {
        return ByteBuffer.wrap(encoding).asReadOnlyBuffer();
    }

    /** The canonical encoding, in an array of the caller's own. */
    public byte[] toByteArray() {
        return encoding.clone();
    }

    /** About how many bytes of heap this takes. */
    public long weight() {
        return 64L + encoding.length + 4L * entries.length;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Directory other && Arrays.equals(encoding, other.encoding);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoding);
    }

    @Override
    public String toString() {
        return "Directory of " + count() + " entries";
    }

    static Invalid duplicate(PathComponent name) {
        return new Invalid(Violation.DUPLICATE_NAME, "the name '" + name + "' stands twice in a directory");
    }

    /** Collects entries in any order. Not thread-safe. */
    public static final class Builder {
        private final TreeMap<PathComponent, Node> nodes = new TreeMap<>();
        private long length;
        private long size;

        private Builder() {}

        /**
         * Adds one entry. {@link Violation#SIZE_OVERFLOW} is looked for before {@link Violation#DUPLICATE_NAME};
         * {@link Violation#TOO_LONG} when the encoding would outgrow an array. What was refused leaves no trace.
         */
        public Builder add(PathComponent name, Node node) throws Invalid {
            long below = Sizes.below(node);
            if (Sizes.overflow(size, below)) {
                throw Sizes.overflowAt(name);
            }
            long longer = checkLength(length + DirectoryEncoder.length(name, node));
            if (nodes.putIfAbsent(name, node) != null) {
                throw duplicate(name);
            }
            length = longer;
            size += 1 + below;
            return this;
        }

        /** The directory of what was added so far. */
        public Directory build() {
            return nodes.isEmpty() ? EMPTY : DirectoryEncoder.encode(nodes, (int) length, size);
        }
    }

    private static long checkLength(long length) throws Invalid {
        if (length > DirectoryEncoder.MAX_LENGTH) {
            throw new Invalid(Violation.TOO_LONG, "the encoding of a directory cannot have 2 GiB");
        }
        return length;
    }
}
