package dev.vitrine.castore.model;

import java.util.Map;
import java.util.SortedMap;

/** Writes the canonical encoding of a directory into an array of exactly its length. */
final class DirectoryEncoder {
    /** The longest encoding, in bytes: what an array can hold on every JVM. */
    static final long MAX_LENGTH = Integer.MAX_VALUE - 8L;

    private final byte[] out;
    private int at;

    private DirectoryEncoder(int length) {
        out = new byte[length];
    }

    /** How many bytes one entry takes. */
    static int length(PathComponent name, Node node) {
        int body = bodyLength(name, node);
        return 1 + Wire.varintLength(body) + body;
    }

    /**
     * Writes these nodes.
     *
     * @param length the sum of {@link #length} over them
     * @param size as {@link Directory#size()} counts
     */
    static Directory encode(SortedMap<PathComponent, Node> nodes, int length, long size) {
        int[] entries = new int[nodes.size()];
        DirectoryEncoder encoder = new DirectoryEncoder(length);
        encoder.list(nodes, entries, DirectoryNode.class, Wire.DIRECTORY);
        encoder.list(nodes, entries, FileNode.class, Wire.FILE);
        encoder.list(nodes, entries, SymlinkNode.class, Wire.SYMLINK);
        return new Directory(encoder.out, entries, size);
    }

    private void list(SortedMap<PathComponent, Node> nodes, int[] entries, Class<? extends Node> kind, byte tag) {
        int entry = 0;
        for (Map.Entry<PathComponent, Node> e : nodes.entrySet()) {
            if (kind.isInstance(e.getValue())) {
                entries[entry] = at;
                entry(tag, e.getKey(), e.getValue());
            }
            entry++;
        }
    }

    private void entry(byte tag, PathComponent name, Node node) {
        length(tag, bodyLength(name, node));
        name(name);
        switch (node) {
            case DirectoryNode directory -> {
                digest(directory.digest());
                size(directory.size());
            }
            case FileNode file -> {
                digest(file.digest());
                size(file.size());
                executable(file.executable());
            }
            case SymlinkNode symlink -> target(symlink.target());
        }
    }

    private void name(PathComponent name) {
        length(Wire.NAME, name.length());
        at = name.copyTo(out, at);
    }

    private void digest(Digest digest) {
        length(Wire.DIGEST, Digest.LENGTH);
        at = digest.copyTo(out, at);
    }

    private void target(SymlinkTarget target) {
        length(Wire.TARGET, target.length());
        at = target.copyTo(out, at);
    }

    private void length(byte tag, int length) {
        out[at++] = tag;
        varint(length);
    }

    private void size(long value) {
        if (value != 0) {
            out[at++] = Wire.SIZE;
            varint(value);
        }
    }

    private void executable(boolean value) {
        if (value) {
            out[at++] = Wire.EXECUTABLE;
            out[at++] = 1;
        }
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
    }

    private static int bodyLength(PathComponent name, Node node) {
        int digest = bytesLength(Digest.LENGTH);
        return bytesLength(name.length())
                + switch (node) {
                    case DirectoryNode directory -> digest + sizeLength(directory.size());
                    case FileNode file -> digest + sizeLength(file.size()) + (file.executable() ? 2 : 0);
                    case SymlinkNode symlink -> bytesLength(symlink.target().length());
                };
    }

    private static int bytesLength(int length) {
        return 1 + Wire.varintLength(length) + length;
    }

    private static int sizeLength(long size) {
        return size == 0 ? 0 : 1 + Wire.varintLength(size);
    }
}
