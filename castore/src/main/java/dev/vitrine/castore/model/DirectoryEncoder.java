package dev.vitrine.castore.model;

import java.util.Map;
import java.util.SortedMap;

/** Writes the canonical encoding of a directory, in two passes: measure, then write. */
final class DirectoryEncoder {
    private final byte[] out;
    private int at;

    private DirectoryEncoder(int length) {
        out = new byte[length];
    }

    static Directory encode(SortedMap<PathComponent, Node> nodes, long size) {
        long length = 0;
        for (Map.Entry<PathComponent, Node> entry : nodes.entrySet()) {
            int body = bodyLength(entry.getKey(), entry.getValue());
            length = Math.addExact(length, 1L + Wire.varintLength(body) + body);
        }
        int[] entries = new int[nodes.size()];
        DirectoryEncoder encoder = new DirectoryEncoder(Math.toIntExact(length));
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
        out[at++] = tag;
        varint(bodyLength(name, node));
        bytes(Wire.NAME, name.toByteArray());
        switch (node) {
            case DirectoryNode directory -> {
                bytes(Wire.DIGEST, directory.digest().toByteArray());
                size(directory.size());
            }
            case FileNode file -> {
                bytes(Wire.DIGEST, file.digest().toByteArray());
                size(file.size());
                executable(file.executable());
            }
            case SymlinkNode symlink -> bytes(Wire.TARGET, symlink.target().toByteArray());
        }
    }

    private void bytes(byte tag, byte[] value) {
        out[at++] = tag;
        varint(value.length);
        System.arraycopy(value, 0, out, at, value.length);
        at += value.length;
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
        int digest = 2 + Digest.LENGTH;
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
