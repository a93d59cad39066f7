package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectGuideTest {
    private static final String GUIDE = "docs/connect.md";
    private static final Pattern BLOCK = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String MOUNTPOINT = "/mnt/vitrine";

    @TempDir
    private static Path shared;

    private static ServedTrees served;

    @TempDir
    private Path home;

    @BeforeAll
    static void serve() throws IOException {
        Path photos = Files.createDirectory(shared.resolve("photos"));
        Files.write(photos.resolve("a.jpg"), new byte[1234]);
        Files.writeString(Files.createDirectory(photos.resolve("2024")).resolve("b.jpg"), "b");
        served = ServedTrees.start(shared.resolve("store")).show("photos", photos);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    static Stream<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(Recipe.path(GUIDE))).results().map(found -> found.group(1));
    }

    /** K15: Each command of docs/connect.md that Linux has does what it says there. */
    @ParameterizedTest
    @MethodSource("blocks")
    void theGuideWorks(String block) throws Exception {
        assumeTrue(
                !block.contains("-t davfs") || System.getProperty("user.name").equals("root"), "only root mounts it");
        URI server = served.address();
        Files.createDirectory(home.resolve("mnt"));
        for (String recipe : List.of("deploy/davfs2/davfs2.conf", "deploy/rclone/rclone.conf")) {
            Files.createDirectories(home.resolve(recipe).getParent());
            Recipe.copy(recipe, server, home.resolve(recipe));
        }
        String script =
                Recipe.at(server, block).replace(MOUNTPOINT, home.resolve("mnt").toString());
        Client.shell(home, script).inSession().run().succeeded();
        assertThat(ForegroundMount.isMounted(home.resolve("mnt"))).isFalse();
    }

    @Test
    void everyClientHasItsBlock() throws IOException {
        String all = String.join("\n", blocks().toList());
        assertThat(all)
                .contains("w3m ", "curl ", "wget ", "lftp ", "httpdirfs ", "-t davfs", "rclone ", "gio ", "cadaver ");
    }

    @AfterEach
    void unmount() throws Exception {
        if (ForegroundMount.isMounted(home.resolve("mnt"))) {
            Client.shell(home, "umount -i -l mnt").run();
        }
    }
}
