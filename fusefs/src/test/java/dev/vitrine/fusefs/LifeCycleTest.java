package dev.vitrine.fusefs;

import static dev.vitrine.fusefs.Sample.BLOB_A;
import static dev.vitrine.fusefs.Sample.BLOB_B;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@OnBothTransports
class LifeCycleTest {
    private static final Duration AT_MOST = Duration.ofSeconds(3);

    @RegisterExtension
    final Mounted mounted;

    private final Fuse fuse;

    LifeCycleTest(Fuse fuse) {
        this.fuse = fuse;
        mounted = new Mounted(fuse);
    }

    private Mount open(Path place) throws Exception {
        return mounted.open(Sample.fixtures().view(), place, MountOptions.defaults());
    }

    private static boolean isMounted(Path place) throws Exception {
        return MountTable.at(place.toString().getBytes(UTF_8)).isPresent();
    }

    private static Duration timed(Mount mount) {
        long start = System.nanoTime();
        mount.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** F18: The mountpoint and what is missing above it are made, and what was made is removed when the mount ends. */
    @Test
    void missingDirectoriesAreMadeAndRemoved() throws Exception {
        Path kept = Files.createDirectory(mounted.place("kept"));
        Mount mount = open(kept.resolve("a/b"));
        assertThat(mount.mountpoint()).isEqualTo(kept.resolve("a/b"));
        assertThat(kept.resolve("a/b").resolve(BLOB_A)).exists();
        mount.close();
        assertThat(kept).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatWasThereStays() throws Exception {
        Path there = Files.createDirectory(mounted.place("there"));
        open(there).close();
        assertThat(there).isEmptyDirectory();
    }

    @Test
    void theMountTableNamesItsType() throws Exception {
        Mount mount = open(mounted.place("with space and \\ and caf\u00e9"));
        assertThat(MountTable.at(mount.mountpoint().toString().getBytes(UTF_8))
                        .orElseThrow()
                        .type())
                .isEqualTo("fuse.vitrine");
        assertThat(Program.shell("stat -f -c '%l %b %S' \"$1\"", mount.mountpoint()))
                .isEqualTo("255 1 4096\n");
    }

    /** F19: A mountpoint that is no directory, is not empty, or has a mount already is refused with one sentence that says so. */
    @Test
    void aFileIsRefused() throws Exception {
        Path file = Files.createFile(mounted.place("file"));
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(MountException.class)
                .hasMessage("cannot mount on " + file + ", which is not a directory");
        assertThatThrownBy(() -> open(file.resolve("below")))
                .isInstanceOf(MountException.class)
                .hasMessageContaining("Not a directory");
    }

    @Test
    void aPlaceThatIsMountedAlreadyIsRefused() throws Exception {
        Path place = open(mounted.place("mnt")).mountpoint();
        assertThatThrownBy(() -> open(place))
                .isInstanceOf(MountException.class)
                .hasMessage("cannot mount on " + place
                        + ", where a file system of type fuse.vitrine is mounted already; unmount it first");
        assertThat(place.resolve(BLOB_A)).exists();
    }

    @Test
    void aDirectoryWithSomethingInItIsRefused() throws Exception {
        Path place = Files.createDirectory(mounted.place("full"));
        Files.createFile(place.resolve("of"));
        assertThatThrownBy(() -> open(place)).isInstanceOf(MountException.class).hasMessageContaining("is not empty");
    }

    /** F20: Where another program died and left its mount, mounting fails and says how to remove it; a dead mount of ours is removed. */
    @Test
    void aDeadMountOfAnotherIsRefused() throws Exception {
        Path place = Files.createDirectory(mounted.place("dead"));
        Program.shell(
                "bindfs -f /tmp \"$1\" >/dev/null 2>&1 & pid=$!; until mountpoint -q \"$1\"; do :; done; kill -9 $pid",
                place);
        Eventually.within(AT_MOST, () -> !Files.exists(place));
        assertThatThrownBy(() -> open(place))
                .isInstanceOf(MountException.class)
                .hasMessageContaining("whose process has died; remove it first with: fusermount -u " + place);
        Program.shell("fusermount -u \"$1\"", place);
        open(place).close();
    }

    /** What it tells of the directory it tells of a dead mount as well. */
    private static void letTheKernelRemember(Path place) throws Exception {
        assertThat(Program.run("stat", place).exit()).isZero();
    }

    /** F42: When the process of a mount is killed, its dead mount leaves the tree within a second. */
    @Test
    void aMountOfAProcessThatIsKilledGoes() throws Exception {
        Path place = Files.createDirectory(mounted.place("killed"));
        try (Conversation victim = Victim.start(place, fuse)) {
            assertThat(victim.hear()).isEqualTo("mounted");
            assertThat(isMounted(place)).isTrue();
            letTheKernelRemember(place);
            victim.kill();
            Eventually.within(Eventually.ONE_SECOND, () -> !isMounted(place));
        }
        open(place).close();
    }

    @Test
    void aDeadMountOfOursIsRemovedWhereNothingElseHasDoneSo() throws Exception {
        Path place = Files.createDirectory(mounted.place("dead"));
        try (Conversation victim = Victim.start(place, fuse)) {
            assertThat(victim.hear()).isEqualTo("mounted");
            Program.shell("pkill -9 -f \"vitrine-sentinel $1\"", place);
            letTheKernelRemember(place);
            victim.kill();
            Eventually.within(
                    AT_MOST, () -> Program.run("stat", "-f", place).output().contains("not connected"));
            assertThat(isMounted(place)).isTrue();
        }
        open(place).close();
        assertThat(isMounted(place)).isFalse();
    }

    /** F21: Closing takes less than three seconds and removes the mount from the tree, also while files and directories in it are open. */
    @Test
    void closesWithOpenHandles() throws Exception {
        Mount mount = open(mounted.place("mnt"));
        String script = "cd \"$1\"; exec 7< " + BLOB_B + "; echo in; read; head -c1 <&7 || echo cut off";
        try (Conversation shell = Conversation.with("bash", "-c", script, "bash", mount.mountpoint())) {
            assertThat(shell.hear()).isEqualTo("in");
            // The kernel's own protocol can do without opening.
            assertThat(mount.openHandles()).isEqualTo(fuse == Fuse.JNR ? 1 : 0);
            assertThat(timed(mount)).isLessThan(AT_MOST);
            assertThat(isMounted(mount.mountpoint())).isFalse();
            assertThat(mount.mountpoint()).doesNotExist();
            shell.say("");
            assertThat(shell.hear()).isEqualTo("cut off");
        }
        assertThat(mount.ended()).isCompleted();
    }

    @Test
    void closingAnIdleMountIsQuick() throws Exception {
        Mount mount = open(mounted.place("mnt"));
        assertThat(timed(mount)).isLessThan(Duration.ofMillis(500));
        mount.close();
        assertThat(mount.ended()).isCompleted();
    }

    /** F22: When the mount is unmounted from outside, that is noticed, and closing then leaves alone what others mount in its place. */
    @Test
    void anUnmountFromOutsideIsNoticed() throws Exception {
        Path place = Files.createDirectory(mounted.place("mnt"));
        Mount mount = open(place);
        assertThat(mount.ended()).isNotDone();
        Program.shell("umount \"$1\"", place);
        mount.ended().get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
        Mount next = open(place);
        mount.close();
        assertThat(next.mountpoint().resolve(BLOB_A)).exists();
    }

    @Test
    void twoMountsOfOneViewAnswerBoth() throws Exception {
        Path one = open(mounted.place("one")).mountpoint();
        Path two = open(mounted.place("two")).mountpoint();
        assertThat(Program.shell("diff -r --no-dereference \"$1\" \"$2\"", one, two))
                .isEmpty();
    }
}
