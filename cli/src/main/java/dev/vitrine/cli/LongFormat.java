package dev.vitrine.cli;

import dev.vitrine.castore.model.Digest;
import dev.vitrine.castore.model.PathComponent;
import dev.vitrine.castore.view.Attributes;
import dev.vitrine.castore.view.DigestAttribute;
import dev.vitrine.castore.view.Entry;

/** An entry in words: its kind, its mode as {@code ls} writes it, and the line of {@code ls -l}. */
final class LongFormat {
    private LongFormat() {}

    static String kind(Entry entry) {
        return switch (entry) {
            case Entry.Top top -> "top";
            case Entry.Directory directory -> "directory";
            case Entry.File file -> "file";
            case Entry.Symlink symlink -> "symlink";
        };
    }

    static String mode(Entry entry) {
        String permissions = (Attributes.of(entry).mode() & 0222) != 0
                ? "rwxrwxrwx"
                : (Attributes.of(entry).mode() & 0111) != 0 ? "r-xr-xr-x" : "r--r--r--";
        return switch (entry) {
            case Entry.Listable listable -> "d" + permissions;
            case Entry.File file -> "-" + permissions;
            case Entry.Symlink symlink -> "l" + permissions;
        };
    }

    static String line(PathComponent name, Entry entry) {
        String digest = DigestAttribute.digest(entry).map(Digest::toString).orElse("-");
        String target =
                entry instanceof Entry.Symlink symlink ? " -> " + symlink.node().target() : "";
        return String.format(
                "%s %12d %-47s %s%s", mode(entry), Attributes.of(entry).size(), digest, name, target);
    }
}
