package dev.vitrine.castore.model;

import java.util.Arrays;

/** Reads one entry of an encoding that {@link DirectoryParser} has passed: no check is repeated here. */
final class EntryBytes {
    private EntryBytes() {}

    static PathComponent name(byte[] encoding, int entry) {
        int at = nameField(encoding, entry);
        int length = (int) varint(encoding, at);
        int from = at + Wire.varintLength(length);
        return PathComponent.checked(encoding, from, from + length);
    }

    static int compareName(PathComponent name, byte[] encoding, int entry) {
        int at = nameField(encoding, entry);
        int length = (int) varint(encoding, at);
        int from = at + Wire.varintLength(length);
        return name.compareTo(encoding, from, from + length);
    }

    /** Orders two entries of one encoding by their names. */
    static int compareNames(byte[] encoding, int left, int right) {
        int leftAt = nameField(encoding, left);
        int leftLength = (int) varint(encoding, leftAt);
        int leftFrom = leftAt + Wire.varintLength(leftLength);
        int rightAt = nameField(encoding, right);
        int rightLength = (int) varint(encoding, rightAt);
        int rightFrom = rightAt + Wire.varintLength(rightLength);
        return Arrays.compareUnsigned(
                encoding, leftFrom, leftFrom + leftLength, encoding, rightFrom, rightFrom + rightLength);
    }

    static Node node(byte[] encoding, int entry) {
        int bodyLength = (int) varint(encoding, entry + 1);
        int body = entry + 1 + Wire.varintLength(bodyLength);
        int nameLength = (int) varint(encoding, body + 1);
        int second = body + 1 + Wire.varintLength(nameLength) + nameLength;
        int end = body + bodyLength;
        return switch (encoding[entry]) {
            case Wire.DIRECTORY ->
                new DirectoryNode(digest(encoding, second), size(encoding, afterDigest(second), end));
            case Wire.FILE -> file(encoding, second, end);
            default -> new SymlinkNode(target(encoding, second));
        };
    }

    private static FileNode file(byte[] encoding, int second, int end) {
        int at = afterDigest(second);
        long size = size(encoding, at, end);
        int afterSize = size == 0 ? at : at + 1 + Wire.varintLength(size);
        return new FileNode(digest(encoding, second), size, afterSize < end);
    }

    private static Digest digest(byte[] encoding, int field) {
        return Digest.at(encoding, field + 2);
    }

    private static int afterDigest(int field) {
        return field + 2 + Digest.LENGTH;
    }

    private static long size(byte[] encoding, int at, int end) {
        return at < end && encoding[at] == Wire.SIZE ? varint(encoding, at + 1) : 0;
    }

    private static SymlinkTarget target(byte[] encoding, int field) {
        int length = (int) varint(encoding, field + 1);
        int from = field + 1 + Wire.varintLength(length);
        return SymlinkTarget.checked(encoding, from, from + length);
    }

    /** Where the length of the name stands. */
    private static int nameField(byte[] encoding, int entry) {
        return entry + 1 + Wire.varintLength(varint(encoding, entry + 1)) + 1;
    }

    private static long varint(byte[] encoding, int at) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = encoding[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
