package dev.vitrine.fusefs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What lstat(2) says. */
final class Stat {
    private Stat() {}

    static long inode(Path path) throws IOException {
        return (long) attribute(path, "unix:ino");
    }

    /** Type and permission bits in octal. */
    static String mode(Path path) throws IOException {
        return Integer.toOctalString((int) attribute(path, "unix:mode"));
    }

    private static Object attribute(Path path, String name) throws IOException {
        return Objects.requireNonNull(Files.getAttribute(path, name, NOFOLLOW_LINKS));
    }
}
