package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the kernel has mounted where, as /proc/self/mountinfo says it (proc(5)). */
final class MountTable {
    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
    private static final int DEVICE = 2;
    private static final int MOUNTPOINT = 4;

    /**
     * One mounted file system.
     *
     * @param device its major and minor number with a colon between; no other mount has it until this one is gone for good
     * @param type such as {@code fuse.vitrine}
     */
    record Line(String device, String type) {
        /** The name of its connection below /sys/fs/fuse/connections. */
        String connection() {
            return device.substring(device.indexOf(':') + 1);
        }
    }

    private MountTable() {}

    /** What is mounted at exactly that place; the topmost, if several file systems are. */
    static Optional<Line> at(byte[] mountpoint) throws IOException {
        return find(Files.readAllLines(MOUNTINFO, ISO_8859_1), mountpoint);
    }

    static Optional<Line> find(List<String> lines, byte[] mountpoint) {
        Line found = null;
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            if (Arrays.equals(unescaped(fields[MOUNTPOINT]), mountpoint)) {
                found = new Line(fields[DEVICE], fields[List.of(fields).indexOf("-") + 1]);
            }
        }
        return Optional.ofNullable(found);
    }

    /** Space, tab, newline and backslash stand as a backslash and three octal digits. */
    private static byte[] unescaped(String field) {
        byte[] bytes = field.getBytes(ISO_8859_1);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\\' && i + 3 < bytes.length) {
                bytes[length++] = (byte) Integer.parseInt(field.substring(i + 1, i + 4), 8);
                i += 3;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        return Arrays.copyOf(bytes, length);
    }
}
