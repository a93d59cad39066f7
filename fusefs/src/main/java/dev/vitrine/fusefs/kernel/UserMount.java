package dev.vitrine.fusefs.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By fusermount3, which is installed with the rights of root and mounts for everybody who may write to the mountpoint. It hands the
 * connection over as a descriptor on a socket (unix(7), SCM_RIGHTS).
 */
record UserMount(MountSettings settings) implements MountCall {
    private static final Logger log = LoggerFactory.getLogger(UserMount.class);
    private static final String PROGRAM = "fusermount3";
    private static final String SEARCHED = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = Libc.O_CLOEXEC;
    private static final int SCM_RIGHTS = 1;
    /** Where the program finds its end of the socket: after the three that every program has. */
    private static final int COMMUNICATION = 3;

    /** {@code struct msghdr} and {@code struct cmsghdr} on a 64-bit Linux. */
    private static final int MSG_IOV = 16;

    private static final int MSG_IOVLEN = 24;
    private static final int MSG_CONTROL = 32;
    private static final int MSG_CONTROLLEN = 40;
    private static final int MSG_SIZE = 56;
    private static final int CMSG_TYPE = 12;
    private static final int CMSG_DATA = 16;
    private static final int CMSG_SPACE = 24;

    @Override
    public Device connect(byte[] mountpoint) throws IOException {
        int[] ends = Libc.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC);
        try {
            int child;
            try {
                child = spawn(ends[1], "-o", options().getBytes(ISO_8859_1), mountpoint);
            } finally {
                Libc.close(ends[1]);
            }
            Optional<Device> device = received(ends[0]);
            int status = Libc.waitpid(child);
            return device.orElseThrow(() -> new IOException(
                    PROGRAM + " refused, and said why on standard error (status " + (status >> 8 & 0xff) + ")"));
        } finally {
            Libc.close(ends[0]);
        }
    }

    private String options() {
        String always = "ro,nosuid,nodev,noatime,default_permissions,fsname=" + settings.source() + ",subtype="
                + settings.subtype();
        String exec = settings.noExec() ? ",noexec" : "";
        return settings.allowOther() ? always + exec + ",allow_other" : always + exec;
    }

    private static int spawn(int socket, String option, byte[] value, byte[] mountpoint) throws IOException {
        byte[][] command = {bytes(PROGRAM), bytes(option), value, bytes("--"), mountpoint};
        byte[][] environment = {bytes("PATH=" + SEARCHED), bytes("_FUSE_COMMFD=" + COMMUNICATION)};
        return Libc.spawn(command, environment, socket, COMMUNICATION);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Empty if the program ended without one. */
    private static Optional<Device> received(int socket) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(1);
            MemorySegment vector = arena.allocate(ADDRESS, 2);
            vector.setAtIndex(ADDRESS, 0, data);
            vector.setAtIndex(JAVA_LONG, 1, data.byteSize());
            MemorySegment control = arena.allocate(CMSG_SPACE, Long.BYTES);
            MemorySegment header = arena.allocate(MSG_SIZE, Long.BYTES);
            header.set(ADDRESS, MSG_IOV, vector);
            header.set(JAVA_LONG, MSG_IOVLEN, 1);
            header.set(ADDRESS, MSG_CONTROL, control);
            header.set(JAVA_LONG, MSG_CONTROLLEN, CMSG_SPACE);
            boolean came = Libc.recvmsg(socket, header) > 0
                    && header.get(JAVA_LONG, MSG_CONTROLLEN) > 0
                    && control.get(JAVA_INT, CMSG_TYPE) == SCM_RIGHTS;
            return came ? Optional.of(new Device(control.get(JAVA_INT, CMSG_DATA))) : Optional.empty();
        }
    }

    @Override
    public void undo(byte[] mountpoint) {
        try {
            byte[][] command = {bytes(PROGRAM), bytes("-u"), bytes("-z"), bytes("--"), mountpoint};
            byte[][] environment = {bytes("PATH=" + SEARCHED)};
            Libc.waitpid(Libc.spawn(command, environment, 0, 0));
        } catch (IOException e) {
            log.warn("cannot unmount again", e);
        }
    }
}
