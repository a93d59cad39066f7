package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RcloneTest {
    @TempDir
    private Path home;

    private Path tree;
    private ServedTrees served;

    @BeforeEach
    void serve() throws IOException {
        tree = SampleTree.create(home.resolve("tree"));
        served = ServedTrees.start(home.resolve("store")).show("t", tree);
    }

    @AfterEach
    void close() {
        assertThat(served.failures()).isZero();
        served.close();
    }

    private Client rclone(Object... arguments) throws IOException {
        Path config = Recipe.copy("deploy/rclone/rclone.conf", served.address(), home.resolve("rclone.conf"));
        List<Object> command = new ArrayList<>(List.of("rclone", "--no-unicode-normalization", "--config", config));
        command.addAll(List.of(arguments));
        return Client.of(home, command.toArray());
    }

    /** K9: rclone lists a directory, and finds a tree that was imported equal to its source, byte for byte. */
    @Test
    void aTreeIsListedAndEqual() throws Exception {
        Outcome listed = rclone("lsf", "vitrine:t").run().succeeded();
        assertThat(listed.lines()).containsAll(SampleTree.NAMES).contains("sub dir/", "to a directory/", "to a file");
        Outcome checked = rclone("check", "--download", "--skip-links", "--one-way", tree, "vitrine:t")
                .run()
                .succeeded();
        assertThat(checked.said())
                .contains("0 differences found")
                .contains((SampleTree.NAMES.size() + 5) + " matching files");
    }

    /** K10: What rclone copies, and what it mounts, is the same tree. */
    @Test
    void aTreeIsCopied() throws Exception {
        rclone("copy", "--create-empty-src-dirs", "vitrine:t", "copy").run().succeeded();
        Client.shell(home, "diff -r tree copy").run().succeeded();
    }

    @Test
    void aTreeIsMounted() throws Exception {
        Path mountpoint = Files.createDirectory(home.resolve("mnt"));
        try (ForegroundMount mount =
                ForegroundMount.open(home, mountpoint, rclone("mount", "--read-only", "vitrine:t", mountpoint))) {
            Client.shell(home, "diff -r tree mnt").run().succeeded();
            Outcome touched =
                    Client.of(home, "touch", mount.place().resolve("new")).run().failed();
            assertThat(touched.stderr()).contains("Read-only file system");
        }
    }

    /** K11: What rclone would write or delete is refused with 405, and rclone says so. */
    @Test
    void writesAreRefused() throws Exception {
        for (Client write : List.of(
                rclone("--retries=1", "copyto", tree.resolve("plain.txt"), "vitrine:t/new"),
                rclone("--retries=1", "deletefile", "vitrine:t/plain.txt"))) {
            assertThat(write.run().failed().said()).contains("405");
        }
    }
}
