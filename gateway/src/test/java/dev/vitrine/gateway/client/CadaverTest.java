package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CadaverTest {
    @TempDir
    private Path home;

    /** K12: cadaver lists and gets, and says of what it would change that the method is not allowed. */
    @Test
    void listsAndGetsAndIsRefused() throws Exception {
        Path tree = SampleTree.create(home.resolve("tree"));
        try (ServedTrees served = ServedTrees.start(home.resolve("store")).show("t", tree)) {
            Outcome outcome = Client.of(home, "cadaver", served.at("t/"))
                    .run("ls\nget big got\nput tree/empty new\nmkcol made\ndelete plain.txt\nquit\n")
                    .succeeded();
            assertThat(outcome.stdout()).contains("Listing collection `/t/': succeeded.", "Coll:   sub dir", "#frag");
            assertThat(home.resolve("got")).hasSameBinaryContentAs(tree.resolve("big"));
            assertThat(outcome.stdout().split("405 Method Not Allowed", -1)).hasSize(4);
            assertThat(served.failures()).isZero();
        }
    }
}
