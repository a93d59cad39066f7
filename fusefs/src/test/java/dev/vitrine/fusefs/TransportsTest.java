package dev.vitrine.fusefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vitrine.castore.view.CastoreView;
import dev.vitrine.fusefs.jnr.LibFuse2;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TransportsTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Transports.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Sample sample = new Sample();

    @TempDir
    Path directory = Path.of("");

    @BeforeEach
    void listen() throws Exception {
        sample.root("directory", sample.directory("file", sample.file("contents")));
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    /** A machine where the kernel's own protocol can be had, or not; and so for libfuse 2. */
    private Mount on(boolean kernel, Supplier<LibFuse2> library, Fuse fuse) throws Exception {
        Requirements requirements =
                new Requirements(Path.of("/dev/fuse"), directory.resolve("fuse.conf"), kernel, List.of(), library);
        CastoreView view = sample.view();
        return Mount.open(
                requirements,
                view,
                directory.resolve("mnt"),
                MountOptions.defaults().withFuse(fuse));
    }

    private static LibFuse2 none() {
        throw new UnsatisfiedLinkError("none");
    }

    private static void assertAnswers(Mount mount, String listing) throws Exception {
        Path listed = mount.mountpoint().resolve("directory");
        assertThat(Program.shell("ls -l \"$1\" >/dev/null; cat \"$1/file\"", listed))
                .isEqualTo("contents");
        assertThat(mount.requests()).containsKey(listing);
    }

    @Test
    void theKernelsOwnProtocolComesFirst() throws Exception {
        try (Mount mount = on(true, TransportsTest::none, Fuse.AUTO)) {
            assertAnswers(mount, "readdirplus");
        }
        assertThat(lines.list).isEmpty();
    }

    /** F46: Unless told which way to take, a mount takes the kernel's own protocol, and jnr-fuse where that cannot be had, with one line that says why. */
    @Test
    void jnrFuseComesSecondWithALineThatSaysWhy() throws Exception {
        try (Mount mount = on(false, LibFuse2::load, Fuse.AUTO)) {
            assertAnswers(mount, "getattr");
            assertThat(mount.requests()).doesNotContainKey("readdirplus");
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "mounts by way of jnr-fuse, as the kernel's own protocol cannot be had: cannot mount without"
                                + " fusermount3, which mounts for users other than root: install it (Debian and Ubuntu: apt-get"
                                + " install fuse3)");
    }

    @Test
    void whoAsksForOneWayGetsNoOther() throws Exception {
        assertThatThrownBy(() -> on(false, LibFuse2::load, Fuse.KERNEL))
                .isInstanceOf(MountException.class)
                .hasMessageContaining("fusermount3");
        assertThatThrownBy(() -> on(true, TransportsTest::none, Fuse.JNR))
                .isInstanceOf(MountException.class)
                .hasMessageContaining("libfuse 2");
        assertThat(Files.exists(directory.resolve("mnt"))).isFalse();
    }

    @Test
    void withNeitherTheSecondSaysWhatToDo() {
        assertThatThrownBy(() -> on(false, TransportsTest::none, Fuse.AUTO))
                .isInstanceOf(MountException.class)
                .hasMessageContaining("apt-get install libfuse2");
    }
}
