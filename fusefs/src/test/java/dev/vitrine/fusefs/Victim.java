package dev.vitrine.fusefs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A process of its own that mounts a few files and stops again and again while others read, for {@link StopUnderLoadTest}. */
final class Victim {
    private static final int FILES = 50;
    private static final int BUSY = 4;
    private static final long PAUSE_NANOS = 1_000_000;

    private Victim() {}

    /**
     * Mounts, closes when it is told to by a line and readers are at work, and so on.
     *
     * @param arguments where to mount, and how often
     */
    public static void main(String[] arguments) throws Exception {
        Sample sample = new Sample();
        for (int i = 0; i < FILES; i++) {
            sample.root("file" + i, sample.file(Sample.blobB()));
        }
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (int round = Integer.parseInt(arguments[1]); round > 0; round--) {
            Mount mount = Mount.open(sample.view(), Path.of(arguments[0]), MountOptions.defaults());
            System.out.println("mounted");
            lines.readLine();
            while (mount.openHandles() < BUSY) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            long start = System.nanoTime();
            mount.close();
            System.out.println((System.nanoTime() - start) / 1_000_000);
        }
    }
}
