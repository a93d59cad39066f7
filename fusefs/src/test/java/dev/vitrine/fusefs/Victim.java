package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A process of its own that mounts some files and stops again and again while others read, for {@link StopUnderLoadTest}. */
final class Victim {
    private static final int FILES = 50;
    private static final int BUSY = 20;
    private static final long PAUSE_NANOS = 1_000_000;

    private Victim() {}

    /** Starts such a process, of which nothing is to be seen but its end. */
    static Conversation start(Path mountpoint, Fuse fuse) throws IOException {
        return start(mountpoint, fuse, 1, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Starts such a process.
     *
     * @param stops how often it mounts and stops
     * @param crashes where the JVM would write why it crashed
     */
    static Conversation start(Path mountpoint, Fuse fuse, int stops, Path crashes) throws IOException {
        return Conversation.with(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "@" + Path.of(System.getProperty("vitrine.root"), "deploy", "jvm.options"),
                "-Xmx512m",
                "-XX:ErrorFile=" + crashes.resolve("hs_err"),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                mountpoint,
                stops,
                fuse);
    }

    /**
     * Mounts, closes when it is told to by a line and readers are at work, and so on.
     *
     * @param arguments where to mount, how often, and by which way to the kernel
     */
    public static void main(String[] arguments) throws Exception {
        MountOptions options = MountOptions.defaults().withFuse(Fuse.valueOf(arguments[2]));
        Sample sample = new Sample();
        for (int i = 0; i < FILES; i++) {
            byte[] contents = Sample.blobB();
            contents[0] = (byte) i;
            sample.root("file" + i, sample.file(contents));
        }
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (int round = Integer.parseInt(arguments[1]); round > 0; round--) {
            Mount mount = Mount.open(sample.view(), Path.of(arguments[0]), options);
            System.out.println("mounted");
            lines.readLine();
            while (mount.requests().getOrDefault("read", 0L) < BUSY) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            long start = System.nanoTime();
            mount.close();
            System.out.println((System.nanoTime() - start) / 1_000_000);
        }
    }
}
