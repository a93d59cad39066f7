package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LftpTest {
    @TempDir
    private Path home;

    /** K4: lftp lists a directory and mirrors a tree over HTTP with equal bytes. */
    @Test
    void aTreeIsMirrored() throws Exception {
        Path tree = SampleTree.create(home.resolve("tree"));
        try (ServedTrees served = ServedTrees.start(home.resolve("store")).show("t", tree)) {
            String script = "set net:max-retries 2; open " + served.at("t/") + "; cls; mirror . copy";
            Outcome outcome = Client.of(home, "lftp", "-c", script).run().succeeded();
            assertThat(outcome.lines()).contains("plain.txt", "sub dir/", "#frag");
            Client.shell(home, "diff -r tree copy").run().succeeded();
            assertThat(served.failures()).isZero();
        }
    }
}
