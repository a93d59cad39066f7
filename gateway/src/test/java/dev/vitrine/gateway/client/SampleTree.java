package dev.vitrine.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;

/** A small tree on disk with names that mean something in URLs, markup and shells, and that every client here can keep as they are. */
final class SampleTree {
    /** Names of files that hold {@code in NAME}. */
    static final List<String> NAMES = List.of(
            "sp ace",
            "a+b",
            "a;b",
            "a&b",
            "a=b,c@d$e",
            "#frag",
            "q?x=1",
            "100%",
            "it's",
            "dou\"ble",
            "<b>",
            "[x]{y}",
            "back\\slash",
            "C:a",
            "caf\u00e9",
            "cafe\u0301",
            "\ud83e\uddca",
            "x".repeat(200));

    static final int BIG = 600_001;

    private SampleTree() {}

    /** Makes the tree in a directory that is made, too. No symlink in it dangles or leads around in a circle. */
    static Path create(Path root) throws IOException {
        Files.createDirectories(root.resolve("sub dir/deep"));
        Files.createDirectory(root.resolve("empty dir"));
        Files.writeString(root.resolve("plain.txt"), "0123456789");
        Files.writeString(root.resolve("empty"), "");
        Files.writeString(root.resolve("sub dir/deep/leaf"), "far down");
        Files.write(root.resolve("big"), noise());
        for (String name : NAMES) {
            Files.writeString(root.resolve(name), "in " + name, UTF_8);
        }
        Files.createSymbolicLink(root.resolve("to a file"), Path.of("plain.txt"));
        Files.createSymbolicLink(root.resolve("to a directory"), Path.of("sub dir/deep"));
        Files.setPosixFilePermissions(
                Files.writeString(root.resolve("run.sh"), "#!/bin/sh\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return root;
    }

    private static byte[] noise() {
        byte[] bytes = new byte[BIG];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
