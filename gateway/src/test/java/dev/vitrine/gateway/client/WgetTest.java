package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WgetTest {
    @TempDir
    private static Path shared;

    private static ServedTrees served;
    private static Path tree;

    @TempDir
    private Path home;

    @BeforeAll
    static void serve() throws IOException {
        tree = SampleTree.create(shared.resolve("tree"));
        Path other = Files.createDirectory(shared.resolve("other"));
        Files.writeString(other.resolve("not below"), "another root");
        served = ServedTrees.start(shared.resolve("store")).show("t", tree).show("other", other);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    /** K2: `wget -r -np` mirrors a tree with equal bytes, through symlinks too, and takes nothing from beside or above it. */
    @Test
    void aTreeIsMirrored() throws Exception {
        Client.of(
                        home,
                        "wget",
                        "-nv",
                        "-r",
                        "-np",
                        "-nH",
                        "--restrict-file-names=nocontrol",
                        "--reject=index.html*",
                        served.at("t/"))
                .run()
                .succeeded();
        Client.shell(home, "diff -r \"$1\" t", tree).run().succeeded();
        assertThat(home.resolve("other")).doesNotExist();
    }

    /** K3: `wget -c` resumes a download. */
    @Test
    void aDownloadIsResumed() throws Exception {
        Client.shell(home, "head -c 123457 \"$1\" > big", tree.resolve("big"))
                .run()
                .succeeded();
        Outcome outcome =
                Client.of(home, "wget", "-c", served.at("t/big")).run().succeeded();
        assertThat(outcome.stderr()).contains("206 Partial Content");
        assertThat(home.resolve("big")).hasSameBinaryContentAs(tree.resolve("big"));
    }
}
