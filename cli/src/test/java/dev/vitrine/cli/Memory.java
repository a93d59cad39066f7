package dev.vitrine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much memory a process has, in bytes.
 *
 * @param mostResident the most that it ever had in RAM, with what it has mapped of files
 */
record Memory(long mostResident) {
    static Memory of(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
        return new Memory(value(status, "VmHWM:"));
    }

    private static long value(String status, String name) {
        String line =
                status.lines().filter(each -> each.startsWith(name)).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    }
}
