package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@OnBothTransports
class ProbeTest {
    @RegisterExtension
    final Mounted mounted;

    ProbeTest(Fuse fuse) {
        mounted = new Mounted(fuse);
    }

    private Mount open() throws Exception {
        return mounted.open(new Sample().view(), MountOptions.defaults());
    }

    /** O18: A mount is ready when it is in its place and answers a question that the kernel cannot answer for it. */
    @Test
    void eachProbeReachesTheMount() throws Exception {
        Mount mount = open();
        for (long i = 1; i <= 3; i++) {
            mount.probe();
            assertThat(mount.requests()).containsEntry("statfs", i);
        }
        assertThat(mount.failures()).isZero();
    }

    /** O19: A mount that was unmounted, or that something else is mounted over, is not ready. */
    @Test
    void aCoveredMountIsNotReady() throws Exception {
        Mount mount = open();
        Program.shell("mount -t tmpfs none \"$1\"", mount.mountpoint());
        assertThatThrownBy(mount::probe)
                .isInstanceOf(MountException.class)
                .hasMessage("the mount at " + mount.mountpoint() + " is gone, or another is over it");
        Program.shell("umount \"$1\"", mount.mountpoint());
        assertThatCode(mount::probe).doesNotThrowAnyException();
        Program.shell("umount \"$1\"", mount.mountpoint());
        assertThatThrownBy(mount::probe).isInstanceOf(MountException.class);
    }

    @Test
    void requestsAreCountedByOperation() throws Exception {
        Mount mount = open();
        assertThat(Files.exists(mount.mountpoint().resolve("none"))).isFalse();
        assertThat(mount.requests()).containsKey("getattr");
    }
}
