package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users other than root mount by the help of fusermount3 or fusermount. The tests run as root, the mounts are those of nobody. */
@OnBothTransports
class UnprivilegedTest {
    private static final String OTHERS_MAY_BE_ALLOWED =
            covered("/etc/fuse.conf", "echo user_allow_other > $file; chmod 644 $file");
    private static final String DEVICE_IS_CLOSED = covered("/dev/fuse", "chmod 600 $file");
    private static final String CONNECTIONS_CAN_BE_SEEN =
            "mountpoint -q /sys/fs/fuse/connections" + " || mount -t fusectl none /sys/fs/fuse/connections";

    @RegisterExtension
    final Nobody nobody = new Nobody();

    private final Fuse fuse;
    private Path home = Path.of("");
    private Path mountpoint = Path.of("");

    UnprivilegedTest(Fuse fuse) {
        this.fuse = fuse;
    }

    private static String covered(String path, String made) {
        return "file=$(mktemp); " + made + "; mount --bind $file " + path + "; rm $file";
    }

    @BeforeEach
    void makeMountpoint() throws Exception {
        home = nobody.directory("home");
        mountpoint = home.resolve("mnt");
    }

    private boolean isMounted() throws Exception {
        return MountTable.at(mountpoint.toString().getBytes(UTF_8)).isPresent();
    }

    private Conversation tenant() throws Exception {
        Conversation tenant = nobody.tenant(home, fuse, FuseFiles.CACHED, false);
        assertThat(tenant.hear()).startsWith("mounted ");
        return tenant;
    }

    private static void close(Conversation tenant) throws Exception {
        tenant.say("close");
        assertThat(Integer.parseInt(tenant.hear())).isLessThan(3000);
        assertThat(tenant.hear()).isEqualTo("(it has ended)");
    }

    /**
     * F54: A user other than root mounts like root, by fusermount3 or fusermount: what is there is owned by user and group 0, nobody else
     * can look, root neither, unless others are allowed; closing unmounts, and so does the death of the process, within a second.
     */
    @Test
    void aUserMountsReadsAndUnmounts() throws Exception {
        Path expected = Files.write(nobody.directory("expected").resolve("file"), Sample.blobB());
        try (Conversation tenant = tenant()) {
            assertThat(Nobody.run("cmp", mountpoint.resolve("file"), expected)).isEqualTo(new Program.Result(0, ""));
            assertThat(Nobody.run("stat", "-c", "%u %g %a", mountpoint, mountpoint.resolve("file"))
                            .output())
                    .isEqualTo("0 0 555\n0 0 444\n");
            assertThat(Program.shell("findmnt -n -o FSTYPE,OPTIONS \"$1\" | tr -s ' '", mountpoint))
                    .startsWith(
                            "fuse.vitrine ro,nosuid,nodev,noatime,user_id=65534,group_id=65534,default_permissions");
            close(tenant);
        }
        assertThat(isMounted()).isFalse();
        assertThat(mountpoint).doesNotExist();
    }

    @Test
    void nobodyElseCanLook() throws Exception {
        try (Conversation tenant = tenant()) {
            for (Object path : List.of(mountpoint, mountpoint.resolve("file"))) {
                assertThat(Program.run("stat", path).output()).contains("Permission denied");
                assertThat(Program.run(Nobody.as("daemon", "stat", path).toArray())
                                .output())
                        .contains("Permission denied");
            }
            close(tenant);
        }
    }

    @Test
    void othersCanLookWhereTheyAreAllowed() throws Exception {
        try (Conversation tenant = nobody.tenantWhere(OTHERS_MAY_BE_ALLOWED, home, fuse, FuseFiles.CACHED, true)) {
            String pid = tenant.hear().replace("mounted ", "");
            for (String user : List.of("root", "daemon")) {
                List<Object> command = new ArrayList<>(List.of("nsenter", "-t", pid, "-m"));
                command.addAll(Nobody.as(user, "stat", "-c", "%s", mountpoint.resolve("file")));
                assertThat(Program.run(command.toArray()).output()).as(user).isEqualTo("1044480\n");
            }
            close(tenant);
        }
    }

    @Test
    void withoutThatLineInTheConfigurationTheyAreNotAllowed() throws Exception {
        try (Conversation tenant =
                nobody.tenantWhere(covered("/etc/fuse.conf", "chmod 644 $file"), home, fuse, FuseFiles.CACHED, true)) {
            assertThat(tenant.hear())
                    .isEqualTo("cannot mount for other users: only root may, unless /etc/fuse.conf has a line"
                            + " 'user_allow_other'");
        }
    }

    @Test
    void aDeviceThatIsClosedToThemIsNamed() throws Exception {
        try (Conversation tenant = nobody.tenantWhere(DEVICE_IS_CLOSED, home, fuse, FuseFiles.CACHED, false)) {
            assertThat(tenant.hear()).isEqualTo("cannot mount: this user may not open /dev/fuse");
        }
    }

    @Test
    void aMountpointOfAnotherUserIsRefused() throws Exception {
        Files.createDirectory(mountpoint);
        try (Conversation tenant = nobody.tenant(home, fuse, FuseFiles.CACHED, false)) {
            assertThat(tenant.hear())
                    .startsWith("cannot mount on " + mountpoint + ": ")
                    .endsWith("refused, and said why on standard error" + (fuse == Fuse.KERNEL ? " (status 1)" : ""));
            assertThat(tenant.hear()).isEqualTo("(it has ended)");
        }
        assertThat(isMounted()).isFalse();
        assertThat(mountpoint).isEmptyDirectory();
    }

    @Test
    void aMountOfAProcessThatIsKilledGoes() throws Exception {
        try (Conversation tenant = tenant()) {
            assertThat(Nobody.run("stat", mountpoint).exit()).isZero();
            tenant.kill();
            Eventually.within(Eventually.ONE_SECOND, () -> !isMounted());
        }
    }

    private static List<Object> holder(Path file) {
        return Nobody.as(
                "nobody", "bash", "-c", "exec 7< \"$1\"; echo open; read; head -c1 <&7 || echo cut off", "bash", file);
    }

    @Test
    void closesWhileAFileIsOpen() throws Exception {
        try (Conversation tenant = tenant();
                Conversation holder =
                        Conversation.with(holder(mountpoint.resolve("file")).toArray())) {
            assertThat(holder.hear()).isEqualTo("open");
            close(tenant);
            assertThat(isMounted()).isFalse();
            holder.say("");
            assertThat(holder.hear()).isEqualTo("cut off");
        }
    }

    /** Where the connections can be seen, as wherever there is systemd; else that takes the two seconds that closing waits. */
    @Test
    void closingCutsOffWhoHasAFileOpen() throws Exception {
        try (Conversation tenant = nobody.tenantWhere(CONNECTIONS_CAN_BE_SEEN, home, fuse, FuseFiles.CACHED, false)) {
            List<Object> command =
                    new ArrayList<>(List.of("nsenter", "-t", tenant.hear().replace("mounted ", ""), "-m"));
            command.addAll(holder(mountpoint.resolve("file")));
            try (Conversation holder = Conversation.with(command.toArray())) {
                assertThat(holder.hear()).isEqualTo("open");
                tenant.say("close");
                assertThat(Integer.parseInt(tenant.hear())).isLessThan(1800);
                holder.say("");
                assertThat(holder.hear()).isEqualTo("cut off");
            }
        }
    }
}
