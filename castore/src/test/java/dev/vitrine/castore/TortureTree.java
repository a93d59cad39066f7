package dev.vitrine.castore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.castore.model.CastoreException.Invalid;
import dev.vitrine.castore.model.CastorePath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A real directory of everything that has ever broken a tool: names of any bytes, twins, links to anywhere. Made on disk by
 * {@link #create}; {@link #items} says what is in it. The same bytes each time, so that its digest is a constant.
 */
public final class TortureTree {
    /** What an item is. */
    public enum Kind {
        DIRECTORY,
        FILE,
        EXECUTABLE,
        SYMLINK
    }

    /**
     * One thing in the tree.
     *
     * @param path below the root of the tree
     * @param latin1 contents of a file or target of a symlink, one character per byte; empty for a directory
     */
    public record Item(CastorePath path, Kind kind, String latin1) {
        /** Contents of a file, or target of a symlink. */
        public byte[] bytes() {
            return latin1.getBytes(ISO_8859_1);
        }
    }

    private final Path root;
    private final List<Item> items = new ArrayList<>();

    private TortureTree(Path root) {
        this.root = root;
    }

    /** Makes the tree in a directory that is made, too. */
    public static TortureTree create(Path root) throws IOException {
        TortureTree tree = new TortureTree(Files.createDirectory(root).toAbsolutePath());
        tree.names();
        tree.twins();
        tree.directories();
        tree.sizes();
        tree.links();
        return tree;
    }

    /** The directory on disk. */
    public Path root() {
        return root;
    }

    /** All that is below the root, a directory before what is in it. */
    public List<Item> items() {
        return List.copyOf(items);
    }

    /** Where an item is on disk. */
    public Path onDisk(Item item) {
        StringBuilder path = new StringBuilder();
        item.path().components().forEach(name -> path.append('/').append(latin1(name.toByteArray())));
        return Path.of(URI.create("file://" + escaped(latin1(root)) + escaped(path.toString())));
    }

    private void names() throws IOException {
        List<String> names = List.of(
                "%2F",
                "a%2Fb",
                "%",
                "%zz",
                "]]>",
                "<b>&amp;",
                "back\\slash",
                "\1\33\177",
                "tab\there",
                "new\nline",
                "ends\n",
                "quotes\"'`",
                "sp ace",
                " lead",
                "trail ",
                "?q=1#f",
                "*",
                "-rf",
                "~",
                "...",
                ".hidden",
                "C:\\a",
                "a;b",
                "a+b",
                utf8("caf\u00e9"),
                utf8("cafe\u0301"),
                utf8("\ud83e\uddca"),
                utf8("\u202e\u200b"),
                "caf\350",
                "caf\351",
                "\355\240\200",
                "\300\257",
                "\377",
                "n".repeat(255),
                "\376".repeat(255));
        for (String name : names) {
            file(name, "contents of " + name);
        }
    }

    private void twins() throws IOException {
        file("twin", "#!/bin/sh\n");
        executable("twin.sh", "#!/bin/sh\n");
        file("hard", "two names, one inode");
        Item second = item("hard too", Kind.FILE, "two names, one inode");
        Files.createLink(onDisk(second), onDisk(items.get(items.size() - 2)));
    }

    private void directories() throws IOException {
        file("empty file", "");
        directory("empty directory");
        directory("nested");
        directory("nested/d\350");
        directory("nested/d\350/" + "l".repeat(255));
        file("nested/d\350/" + "l".repeat(255) + "/leaf\n", "deep");
        directory("nested/empty directory");
    }

    private void sizes() throws IOException {
        file("64 KiB", pattern(64 * 1024));
        file("64 KiB and 1", pattern(64 * 1024 + 1));
        file("256 KiB", pattern(256 * 1024));
        file("600,001", pattern(600_001));
    }

    private static String pattern(int length) {
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append((char) (i % 251));
        }
        return out.toString();
    }

    private void links() throws IOException {
        link("to itself", "to itself");
        link("to here", ".");
        link("to above", "..");
        link("to the top", "/");
        link("to the top twice", "//");
        link("dangling", "no/such/thing");
        link("absolute", "/no/such/thing/");
        link("to a file", "twin");
        link("to a directory", "nested");
        link("to a directory with a slash", "nested/");
        link("of odd slashes", ".//nested//./empty directory//");
        link("of invalid bytes", "caf\350\n\377");
        link("link\351", "%2F?#");
        link("longest", "t/".repeat(2047) + "t");
    }

    private void file(String path, String latin1) throws IOException {
        Files.write(onDisk(item(path, Kind.FILE, latin1)), latin1.getBytes(ISO_8859_1));
    }

    private void executable(String path, String latin1) throws IOException {
        Path onDisk = onDisk(item(path, Kind.EXECUTABLE, latin1));
        Files.write(onDisk, latin1.getBytes(ISO_8859_1));
        Files.setPosixFilePermissions(onDisk, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void directory(String path) throws IOException {
        Files.createDirectory(onDisk(item(path, Kind.DIRECTORY, "")));
    }

    /** Java makes paths of any bytes, but tidies up their slashes; ln(1) takes them as they are, but only in the locale. */
    private void link(String path, String target) throws IOException {
        Path link = onDisk(item(path, Kind.SYMLINK, target));
        if (target.chars().allMatch(c -> c < 128)) {
            Path plain = root.resolve("link");
            Command.run("ln", "-s", "--", target, plain.toString());
            Files.move(plain, link);
        } else {
            Files.createSymbolicLink(link, Path.of("/").relativize(Path.of(URI.create("file:///" + escaped(target)))));
        }
    }

    private Item item(String path, Kind kind, String latin1) throws Invalid {
        Item item = new Item(CastorePath.parse(path.getBytes(ISO_8859_1)), kind, latin1);
        items.add(item);
        return item;
    }

    private static String utf8(String text) {
        return latin1(text.getBytes(UTF_8));
    }

    private static String latin1(Path path) {
        return latin1(path.toString().getBytes(UTF_8));
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static String escaped(String latin1) {
        StringBuilder out = new StringBuilder();
        latin1.chars().forEach(c -> out.append(c == '/' ? "/" : String.format("%%%02X", c)));
        return out.toString();
    }
}
