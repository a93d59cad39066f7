package dev.vitrine.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpdirfsTest {
    @TempDir
    private Path home;

    /** K5: httpdirfs mounts a page, and every file but an empty one, which it leaves out, has its size and its bytes. */
    @Test
    void aPageIsMounted() throws Exception {
        Path tree = SampleTree.create(home.resolve("tree"));
        Path mountpoint = Files.createDirectory(home.resolve("mnt"));
        try (ServedTrees served = ServedTrees.start(home.resolve("store")).show("t", tree)) {
            Client httpdirfs = Client.of(home, "httpdirfs", "-f", served.at("t/"), mountpoint);
            try (ForegroundMount mount = ForegroundMount.open(home, mountpoint, httpdirfs)) {
                Client.shell(home, "diff -r --exclude=empty tree mnt").run().succeeded();
                assertThat(mount.place().resolve("big")).hasSize(SampleTree.BIG);
            }
            assertThat(ForegroundMount.isMounted(mountpoint)).isFalse();
            assertThat(served.failures()).isZero();
        }
    }
}
