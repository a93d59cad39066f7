package dev.vitrine.web;

import java.util.Optional;

/**
 * One entry of a directory page, in printable text. What a kind does not have is the empty string.
 *
 * @param kind what the entry is
 * @param name as text
 * @param href relative to the page, percent-encoded; empty for what cannot be opened, which the page shows as text alone
 * @param target of a symlink
 * @param size for people, like {@code 1.5 MiB} or {@code 12 entries}
 * @param bytes the exact size of a file
 * @param digest in its text form
 * @param address where the entry is by content, relative to the page
 */
public record Row(
        Kind kind,
        String name,
        Optional<String> href,
        Optional<String> target,
        String size,
        String bytes,
        String digest,
        Optional<String> address) {

    /** A directory with so many (unsigned) entries below it. */
    public static Row directory(String name, String href, long below, String digest) {
        return new Row(
                Kind.DIRECTORY,
                name,
                Optional.of(href),
                Optional.empty(),
                HumanSize.entries(below),
                "",
                digest,
                Optional.empty());
    }

    /** A file of so many (unsigned) bytes. */
    public static Row file(String name, String href, long bytes, boolean executable, String digest) {
        Kind kind = executable ? Kind.EXECUTABLE : Kind.FILE;
        String exact = Long.toUnsignedString(bytes);
        return new Row(
                kind,
                name,
                Optional.of(href),
                Optional.empty(),
                HumanSize.bytes(bytes),
                exact,
                digest,
                Optional.empty());
    }

    /** A symlink; without a link of its own if it leads nowhere. */
    public static Row symlink(String name, Optional<String> href, String target) {
        return new Row(Kind.SYMLINK, name, href, Optional.of(target), "", "", "", Optional.empty());
    }

    /** The same with a link to where the entry is by content. */
    public Row withAddress(String href) {
        return new Row(kind, name, this.href, target, size, bytes, digest, Optional.of(href));
    }
}
