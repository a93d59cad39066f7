package dev.vitrine.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a program shows at a directory for as long as it runs. Closing this unmounts it and ends the program. */
final class ForegroundMount implements AutoCloseable {
    private static final int LIFE_SECONDS = 120;
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long GRACE_SECONDS = 5;

    private final Path home;
    private final Path mountpoint;
    private final Path log;
    private final Process process;

    private ForegroundMount(Path home, Path mountpoint, Path log, Process process) {
        this.home = home;
        this.mountpoint = mountpoint;
        this.log = log;
        this.process = process;
    }

    /** Runs a program that is to mount something at the directory, and waits until it did. */
    static ForegroundMount open(Path home, Path mountpoint, Client program) throws IOException {
        Path log = Files.createTempFile(home, "mount", ".log");
        ForegroundMount mount = new ForegroundMount(home, mountpoint, log, program.start(LIFE_SECONDS, log, log));
        try {
            mount.await();
            return mount;
        } catch (IOException | AssertionError e) {
            mount.close();
            throw e;
        }
    }

    /** Whether something is mounted exactly there. */
    static boolean isMounted(Path mountpoint) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .anyMatch(line -> line.split(" ", -1)[4].equals(mountpoint.toString()));
    }

    private void await() throws IOException {
        long start = System.nanoTime();
        while (!isMounted(mountpoint)) {
            if (!process.isAlive() || System.nanoTime() - start > DEADLINE_NANOS) {
                throw new AssertionError("nothing is mounted: " + Files.readString(log, UTF_8));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Where it is mounted. */
    Path place() {
        return mountpoint;
    }

    @Override
    public void close() throws IOException {
        try {
            Client.shell(home, "fusermount3 -u \"$1\" || umount -l \"$1\"", mountpoint)
                    .run();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroy(); // timeout(1) passes it on, and kills what does not heed it
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
