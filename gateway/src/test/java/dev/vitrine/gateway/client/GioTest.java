package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GioTest {
    private static final String SESSION = """
            gio mount "$1"
            gio list "$1/t/"
            gio list -l "$1/t/"
            gio cat "$1/t/big" >got
            gio info "$1/t/run.sh"
            gio info "$1/t/sub%20dir"
            ! gio remove "$1/t/plain.txt"
            gio mount -u "$1"
            """;

    @TempDir
    private Path home;

    /** K13: GNOME's gio mounts, lists and reads, and cannot remove. */
    @Test
    void mountsAndReads() throws Exception {
        Path tree = SampleTree.create(home.resolve("tree"));
        try (ServedTrees served = ServedTrees.start(home.resolve("store")).show("t", tree)) {
            Outcome outcome = Client.shell(
                            home, SESSION, "dav://" + served.address().getAuthority())
                    .inSession()
                    .run()
                    .succeeded();
            assertThat(outcome.lines())
                    .containsAll(SampleTree.NAMES)
                    .contains("plain.txt\t10\t(regular)", "type: regular", "type: directory");
            assertThat(home.resolve("got")).hasSameBinaryContentAs(tree.resolve("big"));
            assertThat(served.failures()).isZero();
        }
    }
}
