package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;
import dev.vitrine.castore.view.Listing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A file that tells a program outside what the view has below a root: a line for each entry with its path in hexadecimal digits, its
 * inode number, and name and value of its digest as an extended attribute, which symlinks do not have.
 */
final class Manifest {
    private final CastoreView view;
    private final PrintWriter lines;

    private Manifest(CastoreView view, PrintWriter lines) {
        this.view = view;
        this.lines = lines;
    }

    static Path write(Path file, CastoreView view, PathComponent root) throws IOException {
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file, US_ASCII))) {
            new Manifest(view, lines)
                    .add(new byte[0], view.child(new Entry.Top(), root).orElseThrow());
        }
        return file;
    }

    private void add(byte[] path, Entry entry) throws IOException {
        String name = DigestAttribute.of(entry).map(DigestAttribute::xattr).orElse("");
        String value = DigestAttribute.digest(entry).map(Object::toString).orElse("");
        lines.println(HexFormat.of().formatHex(path) + " " + entry.inode() + " " + name + " " + value);
        if (entry instanceof Entry.Directory directory) {
            Listing listing = view.list(directory);
            for (int i = 0; i < listing.count(); i++) {
                add(below(path, listing.name(i).toByteArray()), listing.entry(i));
            }
        }
    }

    private static byte[] below(byte[] path, byte[] name) {
        if (path.length == 0) {
            return name;
        }
        byte[] joined = Arrays.copyOf(path, path.length + 1 + name.length);
        joined[path.length] = '/';
        System.arraycopy(name, 0, joined, path.length + 1, name.length);
        return joined;
    }
}
